/** What other features may use of accounts. */
export { AccountsModule } from './accounts.module.js';
export { DisableAccount } from './actions/disable-account.js';
export { EnableAccount } from './actions/enable-account.js';
export { accountEntities } from './data/account.entities.js';
