/** Ids and numbers only. Stream group. */
export interface AgendaEvents {
  /** planned, moved, or called off; `sequence` grows with every change */
  'agenda.appointmentChanged': { groupId: string; appointmentId: string; sequence: number };
  /** someone said whether they come */
  'agenda.attendanceChanged': { groupId: string; appointmentId: string };
  /** made, answered, added to, chosen from or closed */
  'agenda.pollChanged': { groupId: string; pollId: string };
  /** stream person: the address at which one's own calendar reads was made, renewed or ended */
  'agenda.feedChanged': { personId: string };
}
