import type { TaskFieldsFragment } from '../../generated/graphql.js';
import { harvestPath, sessionPath } from '../intervision/session-context.js';
import { draftAddress, draftTitle } from '../drafts/draft-words.js';
import { formatsFor } from '../../platform/i18n/formats.js';
import { i18n, type Translate } from '../../platform/i18n/i18n.js';

export type Task = TaskFieldsFragment;

/** Where a task opens: on what it asks, not on a page about it. */
export function taskAddress(task: Task): string {
  const circle = `/kringen/${task.groupId ?? ''}`;
  switch (task.kind) {
    case 'ANSWER_INVITATION':
      return `/uitnodiging/${task.invitationId ?? ''}`;
    case 'ACCEPT_PACT':
      return `${circle}/gesprekken`;
    case 'FINISH_DRAFT':
      return draftAddress({ place: task.place ?? '', groupId: task.groupId, topicId: task.topicId });
    case 'READ_MENTION':
      return task.topicId ? `${circle}/gesprekken/${task.topicId}${task.messageId ? `#reactie-${task.messageId}` : ''}` : circle;
    case 'DO_ACTION':
      return sessionPath(task.sessionId ?? '');
    case 'TELL_HOW_IT_GOES':
      return `${sessionPath(task.sessionId ?? '')}#voornemen`;
    case 'APPROVE_LESSON':
      return harvestPath(task.sessionId ?? '');
    case 'READ_NEW':
      return task.topicId ? `${circle}/gesprekken/${task.topicId}` : `${circle}/gesprekken`;
    case 'ANSWER_POLL':
      return `/prikker/${task.pollId ?? ''}`;
    case 'WRITE_IN_SESSION':
      return `/sessies/${task.sessionId ?? ''}`;
  }
}

/** What is asked, in one line. A conversation of a closed circle is named by its circle only. */
export function taskTitle(t: Translate, task: Task): string {
  const circle = task.groupName ?? '';
  switch (task.kind) {
    case 'ANSWER_INVITATION':
      return t('task.invitation', { circle });
    case 'ACCEPT_PACT':
      return t('task.pact', { circle });
    case 'FINISH_DRAFT':
      return draftTitle(t, { place: task.place ?? '', topicTitle: task.topicTitle, groupName: task.groupName });
    case 'READ_MENTION':
      return task.topicTitle
        ? t('task.mentionIn', { person: task.personName ?? '', topic: task.topicTitle })
        : t('task.mention', { person: task.personName ?? '', circle });
    case 'DO_ACTION':
      return t('task.action', { circle });
    case 'TELL_HOW_IT_GOES':
      return t('task.followUp');
    case 'APPROVE_LESSON':
      return t('task.approve');
    case 'READ_NEW':
      return task.topicTitle ?? t('task.newIn', { circle });
    case 'ANSWER_POLL':
      return t('task.poll', { circle });
    case 'WRITE_IN_SESSION':
      return t('written.task', { circle });
  }
}

/** Under the title: what kind of thing it is, and how much. */
export function taskMeta(t: Translate, task: Task): string[] {
  const circle = task.groupName ?? '';
  switch (task.kind) {
    case 'ANSWER_INVITATION':
      return [t('task.from', { person: task.personName ?? '' })];
    case 'ACCEPT_PACT':
      return [t('task.pactMeta')];
    case 'FINISH_DRAFT':
      return [t('task.draftMeta'), ...(task.topicTitle ? [circle] : [])].filter(Boolean);
    case 'READ_MENTION':
      return [t('task.mentionMeta'), ...(task.topicTitle ? [circle] : [])].filter(Boolean);
    case 'DO_ACTION':
      return [t('task.actionMeta')];
    case 'TELL_HOW_IT_GOES':
    case 'APPROVE_LESSON':
      return [t('task.followUpMeta', { circle })];
    case 'READ_NEW':
      return [t('task.newMeta', { count: task.count ?? 1 }), ...(task.topicTitle ? [circle] : [])].filter(Boolean);
    case 'ANSWER_POLL':
      return [t('task.pollMeta')];
    case 'WRITE_IN_SESSION':
      return [t('written.taskUntil', { day: formatsFor(i18n.language === 'en' ? 'en' : 'nl').shortDay(task.until ?? task.at) })];
  }
}

export function taskVerb(t: Translate, task: Task): string {
  return t(`task.verb.${task.kind}`);
}
