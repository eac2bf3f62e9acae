/** Ids and numbers only: never words, never who wrote them. */
export interface IntervisionEvents {
  /** stream session: something happened to it; the page is asked again. `fact` is the type of the engine's fact */
  'intervision.moved': { sessionId: string; version: number; fact: string; phase: number; turn: number };
  /** entered, left, takes part silently */
  'intervision.peopleChanged': { sessionId: string };
  /** only for texts that everyone may read now; of what is sealed nobody hears anything */
  'intervision.textChanged': { sessionId: string; phase: number };
  /** how many said that they are ready, of how many may write; never who */
  'intervision.readyChanged': { sessionId: string; ready: number; writers: number };
  /** the lesson of this session: proposed, changed, approved, objected to, published or withdrawn; never what or by whom */
  'intervision.harvestChanged': { sessionId: string };
  /** stream session, facilitator: how many asked for one more minute */
  'intervision.extraTimeAsked': { sessionId: string; count: number };
  /** stream session, facilitator: a screen was paired or taken away, or shows something else */
  'intervision.beamerSet': { sessionId: string };
  /** stream session, beamer: look again */
  'intervision.beamerChanged': { sessionId: string };
  /** stream session, beamer: this screen shows the session no more */
  'intervision.beamerEnded': { sessionId: string; beamerId: string };
  /** stream group */
  'intervision.planned': { groupId: string; sessionId: string };
  'intervision.statusChanged': { groupId: string; sessionId: string; status: string };
  /** stream person: written, changed or withdrawn on another device; no id, or the log would keep whose text without a name it is */
  'intervision.ownTextChanged': { sessionId: string };
  /** stream session: titles came or went, or the vote on them moved; never who */
  'intervision.casesChanged': { sessionId: string };
  /** stream person: one's own case was changed, on this or another device */
  'intervision.ownCaseChanged': { groupId: string };
  /** stream group: an action was ticked or put off, or somebody said how their intention goes */
  'intervision.outcomeChanged': { groupId: string; sessionId: string };
  /** stream group: the circle keeps its case texts shorter */
  'intervision.periodChanged': { groupId: string };
}
