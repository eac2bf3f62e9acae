export interface IdentityEvents {
  /** stream person: sign-ins that ended; `null` = all of them */
  'identity.sessionEnded': { sessionIds: string[] | null };
}
