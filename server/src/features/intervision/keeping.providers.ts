import { CaseSeal } from './access/case-seal.js';
import { CaseAccess } from './access/case.access.js';
import { OutcomeSeal } from './access/outcome-seal.js';
import { OutcomeAccess } from './access/outcome.access.js';
import { ChooseCase } from './actions/choose-case.js';
import { FreezeSession } from './actions/freeze-session.js';
import { PreferCases } from './actions/prefer-cases.js';
import { PrepareCase } from './actions/prepare-case.js';
import { SessionEnding } from './actions/session-ending.js';
import { ShortenPeriod } from './actions/shorten-period.js';
import { TendOutcome } from './actions/tend-outcome.js';
import { CaseResolver } from './api/case.resolver.js';
import { OutcomeResolver } from './api/outcome.resolver.js';

/** What comes before a session and what stays of it. */
export const keepingProviders = [
  CaseSeal, CaseAccess, ChooseCase, PrepareCase, PreferCases, CaseResolver,
  OutcomeSeal, OutcomeAccess, SessionEnding, FreezeSession, TendOutcome, ShortenPeriod, OutcomeResolver,
];
