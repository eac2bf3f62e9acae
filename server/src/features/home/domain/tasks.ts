export const taskKinds = ['ANSWER_INVITATION', 'ACCEPT_PACT', 'READ_MENTION', 'DO_ACTION', 'TELL_HOW_IT_GOES', 'APPROVE_LESSON', 'READ_NEW', 'FINISH_DRAFT', 'WRITE_IN_SESSION', 'ANSWER_POLL'] as const;
export type TaskKind = (typeof taskKinds)[number];

export interface Task {
  id: string;
  kind: TaskKind;
  /** how long it takes, in minutes */
  minutes: number;
  at: Date;
  groupId: string | null;
  groupName: string | null;
  groupKind: string | null;
  topicId: string | null;
  topicTitle: string | null;
  messageId: string | null;
  messageN: number | null;
  personName: string | null;
  count: number | null;
  invitationId: string | null;
  draftId: string | null;
  place: string | null;
  sessionId: string | null;
  pollId: string | null;
  /** until when it can be done */
  until: Date | null;
}

/** Nothing but an id, a kind, a moment and the minutes. */
export const task = (kind: TaskKind, id: string, minutes: number, at: Date, more: Partial<Task> = {}): Task => ({
  id: `${kind}:${id}`,
  kind,
  minutes,
  at,
  groupId: null,
  groupName: null,
  groupKind: null,
  topicId: null,
  topicTitle: null,
  messageId: null,
  messageN: null,
  personName: null,
  count: null,
  invitationId: null,
  draftId: null,
  place: null,
  sessionId: null,
  pollId: null,
  until: null,
  ...more,
});

/** Reading takes about four messages a minute; longer than a quarter of an hour is said as a quarter. */
export const readingMinutes = (messages: number): number => Math.max(1, Math.min(15, Math.ceil(messages / 4)));

/** Who waits for you comes first, then what you intended, then what is new, then what you began yourself; newest first within each. */
const rank: Record<TaskKind, number> = {
  ANSWER_INVITATION: 0,
  READ_MENTION: 0,
  ACCEPT_PACT: 1,
  DO_ACTION: 2,
  TELL_HOW_IT_GOES: 2,
  APPROVE_LESSON: 0,
  READ_NEW: 3,
  FINISH_DRAFT: 4,
  WRITE_IN_SESSION: 0,
  ANSWER_POLL: 0,
};

export const inOrder = (tasks: readonly Task[]): Task[] =>
  [...tasks].sort((a, b) => rank[a.kind] - rank[b.kind] || b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1));
