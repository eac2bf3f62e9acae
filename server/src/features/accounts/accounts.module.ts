import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/public.js';
import { AccountAccess } from './access/account.access.js';
import { ChangePassword } from './actions/change-password.js';
import { DisableAccount } from './actions/disable-account.js';
import { EnableAccount } from './actions/enable-account.js';
import { EndSignIn } from './actions/end-sign-in.js';
import { IssueResetLink } from './actions/issue-reset-link.js';
import { RequestPasswordReset } from './actions/request-password-reset.js';
import { ResetPassword } from './actions/reset-password.js';
import { SendPasswordReset } from './actions/send-password-reset.js';
import { SignIn } from './actions/sign-in.js';
import { SignOut } from './actions/sign-out.js';
import { SignOutEverywhere } from './actions/sign-out-everywhere.js';
import { SwitchAccount } from './actions/switch-account.js';
import { SignInPayloadFields } from './api/account.fields.js';
import { AccountResolver } from './api/account.resolver.js';
import { PasswordResolver } from './api/password.resolver.js';

@Module({
  imports: [PeopleModule],
  providers: [
    AccountAccess,
    SignIn,
    SignOut,
    SignOutEverywhere,
    EndSignIn,
    RequestPasswordReset,
    IssueResetLink,
    SwitchAccount,
    SendPasswordReset,
    ResetPassword,
    ChangePassword,
    DisableAccount,
    EnableAccount,
    AccountResolver,
    PasswordResolver,
    SignInPayloadFields,
  ],
  exports: [DisableAccount, EnableAccount, IssueResetLink, SwitchAccount],
})
export class AccountsModule {}
