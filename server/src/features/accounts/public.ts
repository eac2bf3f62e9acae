/** What other features may use of accounts. */
export { AccountsModule } from './accounts.module.js';
export { DisableAccount } from './actions/disable-account.js';
export { EnableAccount } from './actions/enable-account.js';
export { IssueResetLink } from './actions/issue-reset-link.js';
export { SwitchAccount } from './actions/switch-account.js';
export { accountEntities } from './data/account.entities.js';
