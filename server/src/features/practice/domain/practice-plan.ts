/** As planned, or ten times faster to get through all of it (decisions 27). */
export const speeds = [1, 10] as const;
/** So many colleagues are simulated at most, fewer where the method wants a smaller group. */
export const colleaguesMost = 6;
/** So many practices run in one installation at the same time. */
export const practicesMost = 20;
export const secondsUntilRoom = 300;

/** Who leads, and who would take over: the ones who bring their case late, so that the first can bring theirs. */
export function cast(role: 'facilitator' | 'participant' | 'contributor', visitorId: string, colleagues: readonly string[]): { facilitatorId: string; coFacilitatorId: string } {
  const last = colleagues.at(-1)!;
  return role === 'facilitator' ? { facilitatorId: visitorId, coFacilitatorId: last } : { facilitatorId: last, coFacilitatorId: colleagues.at(-2) ?? visitorId };
}
