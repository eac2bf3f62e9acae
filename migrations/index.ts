import { Platform1700000000001 } from './0001-platform.js';
import { People1700000000002 } from './0002-people.js';
import { Groups1700000000003 } from './0003-groups.js';
import { Discussions1700000000004 } from './0004-discussions.js';
import { Confidential1700000000005 } from './0005-confidential.js';
import { Erasures1700000000006 } from './0006-erasures.js';
import { ForgetInLog1700000000007 } from './0007-forget-in-log.js';
import { HiddenInvitations1700000000008 } from './0008-hidden-invitations.js';
import { Erasing1700000000009 } from './0009-erasing.js';
import { Intervision1700000000010 } from './0010-intervision.js';
import { HolidayRegions1700000000011 } from './0011-holiday-regions.js';
import { Beamers1700000000012 } from './0012-beamers.js';
import { OwnSavings1700000000013 } from './0013-own-savings.js';
import { Practice1700000000014 } from './0014-practice.js';
import { InTheRoom1700000000015 } from './0015-in-the-room.js';
import { Agenda1700000000016 } from './0016-agenda.js';
import { OwnMethods1700000000017 } from './0017-own-methods.js';
import { ErasingSessions1700000000018 } from './0018-erasing-sessions.js';
import { PreparingCases1700000000019 } from './0019-preparing-cases.js';
import { InWriting1700000000020 } from './0020-in-writing.js';
import { AfterSessions1700000000021 } from './0021-after-sessions.js';
import { Harvests1700000000022 } from './0022-harvests.js';
import { WhoWasThere1700000000023 } from './0023-who-was-there.js';

/** The history of the tables, oldest first. A new step is a new file at the end. */
export const migrations = [
  Platform1700000000001,
  People1700000000002,
  Groups1700000000003,
  Discussions1700000000004,
  Confidential1700000000005,
  Erasures1700000000006,
  ForgetInLog1700000000007,
  HiddenInvitations1700000000008,
  Erasing1700000000009,
  Intervision1700000000010,
  HolidayRegions1700000000011,
  Beamers1700000000012,
  OwnSavings1700000000013,
  Practice1700000000014,
  InTheRoom1700000000015,
  Agenda1700000000016,
  OwnMethods1700000000017,
  ErasingSessions1700000000018,
  PreparingCases1700000000019,
  InWriting1700000000020,
  AfterSessions1700000000021,
  Harvests1700000000022,
  WhoWasThere1700000000023,
];
