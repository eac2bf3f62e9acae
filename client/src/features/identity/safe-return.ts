/** Where to go after signing in: an address inside Kring, never another site. */
export function safeReturn(wanted: string | null): string {
  if (!wanted || !wanted.startsWith('/') || wanted.startsWith('//') || wanted.includes('\\')) return '/vandaag';
  return wanted.startsWith('/inloggen') || wanted.startsWith('/wachtwoord') ? '/vandaag' : wanted;
}
