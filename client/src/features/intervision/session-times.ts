/** After this much absence of whoever leads somebody else may take over, by an explicit act (decisions 24; milliseconds). */
export const absenceMs = 60_000;

/** How long somebody's last sentence may take after moving on, in seconds (decisions 21). */
export const graceSettings = [10, 30, 60] as const;
