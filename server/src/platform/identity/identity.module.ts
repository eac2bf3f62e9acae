import { Global, Module } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { MASTER_KEY } from '../crypto/master-key.token.js';
import { deriveKey, type MasterKey } from '../crypto/sealer.js';
import { CommitHints } from '../database/commit-hints.js';
import { Reads } from '../database/reads.js';
import { RateLimiter } from './rate-limiter.js';
import { SignInCookie } from './sign-in-cookie.js';
import { SignInService } from './sign-in.service.js';

/** Who asks: cookies, sign-ins as viewers, and how often something may be tried. */
@Global()
@Module({
  providers: [
    { provide: SignInCookie, inject: [SETTINGS], useFactory: (settings: Settings) => new SignInCookie(settings) },
    {
      provide: SignInService,
      inject: [Reads, SignInCookie, CommitHints],
      useFactory: (reads: Reads, cookie: SignInCookie, hints: CommitHints) => new SignInService(reads, cookie, hints),
    },
    {
      provide: RateLimiter,
      inject: [Reads, MASTER_KEY],
      useFactory: (reads: Reads, master: MasterKey) => new RateLimiter(reads, deriveKey(master, 'rate-limits')),
    },
  ],
  exports: [SignInCookie, SignInService, RateLimiter],
})
export class IdentityModule {}
