/** What one kind of event may carry: everyone on the stream sees the payload as it is. */
export interface EventRow {
  stream: 'group' | 'person' | 'session';
  /** every field that may be there */
  fields: readonly string[];
  /** of these, the ones that only open circles may send: closed circles send ids and numbers (decisions 11) */
  openOnly?: readonly string[];
  /** on the stream of whoever facilitates, not on the one of everybody in the session */
  facilitatorOnly?: boolean;
  /** on the stream of the screen in the room, which nobody else hears */
  beamerOnly?: boolean;
}

/** Every event there is, reviewed by people. An event without a row, and a field that is not in its row, fail. */
export const eventMatrix: Record<string, EventRow> = {
  'identity.sessionEnded': { stream: 'person', fields: ['sessionIds'] },
  'people.profileChanged': { stream: 'person', fields: ['personId'] },
  'groups.memberJoined': { stream: 'group', fields: ['groupId', 'personId', 'memberCount'] },
  'groups.memberRoleChanged': { stream: 'group', fields: ['groupId', 'personId', 'role'] },
  'groups.membershipEnded': { stream: 'group', fields: ['groupId', 'personId', 'reason', 'memberCount'] },
  'groups.membershipSuspended': { stream: 'group', fields: ['groupId', 'personId', 'suspended'] },
  'groups.groupChanged': { stream: 'group', fields: ['groupId', 'version'] },
  'groups.pactChanged': { stream: 'group', fields: ['groupId', 'pactVersion'] },
  'groups.groupArchived': { stream: 'group', fields: ['groupId', 'archivedAt'] },
  'groups.invited': { stream: 'person', fields: ['invitationId'] },
  'groups.invitationClosed': { stream: 'person', fields: ['invitationId'] },
  'groups.joined': { stream: 'person', fields: ['groupId'] },
  'groups.left': { stream: 'person', fields: ['groupId', 'reason'] },
  'groups.pactAccepted': { stream: 'person', fields: ['groupId', 'pactVersion'] },
  'discussions.topicStarted': { stream: 'group', fields: ['groupId', 'topicId', 'title'], openOnly: ['title'] },
  'discussions.topicRenamed': { stream: 'group', fields: ['groupId', 'topicId', 'title', 'version'], openOnly: ['title'] },
  'discussions.messagePosted': { stream: 'group', fields: ['groupId', 'topicId', 'messageId', 'n', 'groupSeq', 'content'], openOnly: ['content'] },
  'discussions.messageEdited': { stream: 'group', fields: ['groupId', 'topicId', 'messageId', 'version', 'editedAt', 'body'], openOnly: ['body'] },
  'discussions.messageRemoved': { stream: 'group', fields: ['groupId', 'topicId', 'messageId', 'version', 'removedBy', 'removedAt'] },
  'discussions.reactionChanged': { stream: 'group', fields: ['groupId', 'topicId', 'messageId', 'personId', 'kind', 'on', 'count'] },
  'discussions.readMoved': { stream: 'person', fields: ['groupId', 'topicId', 'readN', 'readCount'] },
  'discussions.mentioned': { stream: 'person', fields: ['groupId', 'topicId', 'messageId'] },
  'discussions.bellSeen': { stream: 'person', fields: ['seenAt'] },
  'drafts.saved': { stream: 'person', fields: ['draftId', 'place', 'version'] },
  'agenda.appointmentChanged': { stream: 'group', fields: ['groupId', 'appointmentId', 'sequence'] },
  'agenda.attendanceChanged': { stream: 'group', fields: ['groupId', 'appointmentId'] },
  'agenda.pollChanged': { stream: 'group', fields: ['groupId', 'pollId'] },
  'agenda.feedChanged': { stream: 'person', fields: ['personId'] },
  'intervision.planned': { stream: 'group', fields: ['groupId', 'sessionId'] },
  'intervision.statusChanged': { stream: 'group', fields: ['groupId', 'sessionId', 'status'] },
  // ids and numbers only: no words, no authors, and of what is sealed nothing
  'intervision.moved': { stream: 'session', fields: ['sessionId', 'version', 'fact', 'phase', 'turn'] },
  'intervision.peopleChanged': { stream: 'session', fields: ['sessionId'] },
  'intervision.textChanged': { stream: 'session', fields: ['sessionId', 'phase'] },
  'intervision.harvestChanged': { stream: 'session', fields: ['sessionId'] },
  'intervision.readyChanged': { stream: 'session', fields: ['sessionId', 'ready', 'writers'] },
  'intervision.extraTimeAsked': { stream: 'session', fields: ['sessionId', 'count'], facilitatorOnly: true },
  'intervision.beamerSet': { stream: 'session', fields: ['sessionId'], facilitatorOnly: true },
  'intervision.beamerChanged': { stream: 'session', fields: ['sessionId'], beamerOnly: true },
  'intervision.beamerEnded': { stream: 'session', fields: ['sessionId', 'beamerId'], beamerOnly: true },
  'intervision.casesChanged': { stream: 'session', fields: ['sessionId'] },
  'intervision.ownCaseChanged': { stream: 'person', fields: ['groupId'] },
  'intervision.outcomeChanged': { stream: 'group', fields: ['groupId', 'sessionId'] },
  'intervision.periodChanged': { stream: 'group', fields: ['groupId'] },
  'intervision.ownTextChanged': { stream: 'person', fields: ['sessionId'] },
  'drafts.discarded': { stream: 'person', fields: ['draftId', 'place'] },
};

/** One event as the log keeps it, with the circle it is about. */
export interface LoggedEvent {
  stream: string;
  type: string;
  payload: Record<string, unknown>;
  closed: boolean | null;
}

/** Everything that an event carries or does against its row. */
export function eventProblems(event: LoggedEvent, rows: Record<string, EventRow> = eventMatrix): string[] {
  const row = rows[event.type];
  if (!row) return [`${event.type} has no row`];
  const problems: string[] = [];
  if (!event.stream.startsWith(`${row.stream}:`)) problems.push(`${event.type} came on ${event.stream.split(':')[0]}, its row says ${row.stream}`);
  const wrongLine = event.stream.endsWith(':facilitator') !== (row.facilitatorOnly ?? false) || event.stream.endsWith(':beamer') !== (row.beamerOnly ?? false);
  if (row.stream === 'session' && wrongLine) problems.push(`${event.type} came on ${event.stream.replace(/[0-9a-f-]{36}/, '…')}`);
  for (const field of Object.keys(event.payload)) {
    if (!row.fields.includes(field)) problems.push(`${event.type} carries ${field}`);
    else if (event.closed && row.openOnly?.includes(field)) problems.push(`${event.type} carries ${field} in a closed circle`);
  }
  return problems;
}
