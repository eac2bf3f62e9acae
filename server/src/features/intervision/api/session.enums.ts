import { registerEnumType } from '@nestjs/graphql';

const enumOf = <Name extends string>(...names: Name[]): { [Key in Name]: Key } => Object.fromEntries(names.map((name) => [name, name])) as { [Key in Name]: Key };

export const SessionStatus = enumOf('PLANNED', 'LOBBY', 'RUNNING', 'ENDED', 'CANCELLED');
export const SessionClock = enumOf('RUNNING', 'PAUSED', 'TIME_OUT');
export const SessionEntry = enumOf('OPEN', 'CLOSING', 'CLOSED');
export const SessionAction = enumOf(
  'READ', 'ENTER', 'LEAVE', 'START_END', 'MOVE_PHASE', 'EXTEND_PAUSE', 'REVEAL', 'TAKE_OVER', 'HAND_OVER', 'CHOOSE_CASE', 'ASK_EXTRA_TIME', 'WRITE_OWN',
  'RATE', 'VOTE', 'WRITE_OUTCOME', 'WRITE_OUTCOME_LATER', 'TIME_OUT', 'END_TIME_OUT', 'SHOW_ON_BEAMER', 'GIVE_ROLE', 'ENTER_FOR_OTHERS', 'CHANGE_PLAN', 'FREEZE',
);
export const TextKind = enumOf('ENTRY', 'NOTE', 'PARKED', 'ANSWER', 'OUTCOME');
export const Sharing = enumOf('NAMED', 'NAMELESS', 'NOT_SHARED');
export const RevealWhich = enumOf('ALL', 'NEXT', 'ONE');
export const DryRunEvent = enumOf('STARTED', 'CASE_CHOSEN', 'PHASE', 'WROTE', 'ENTERED', 'GRACE', 'CLOSED', 'OPENED', 'ENDED');

registerEnumType(SessionStatus, { name: 'SessionStatus' });
registerEnumType(SessionClock, { name: 'SessionClock' });
registerEnumType(SessionEntry, { name: 'SessionEntry' });
registerEnumType(SessionAction, { name: 'SessionAction' });
registerEnumType(TextKind, { name: 'TextKind' });
registerEnumType(Sharing, { name: 'Sharing' });
registerEnumType(RevealWhich, { name: 'RevealWhich' });
registerEnumType(DryRunEvent, { name: 'DryRunEvent' });
