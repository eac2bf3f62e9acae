/**
 * Where to go after signing in: an address inside Kring, never another site. Browsers drop tabs and line ends and take a
 * backslash for a slash, so the address is read as a browser reads it before it is judged.
 */
export function safeReturn(wanted: string | null): string {
  const home = '/vandaag';
  if (!wanted?.startsWith('/')) return home;
  let address: URL;
  try {
    address = new URL(wanted, location.origin);
  } catch {
    return home;
  }
  if (address.origin !== location.origin || address.pathname.startsWith('//')) return home;
  if (/^\/(inloggen|wachtwoord|welkom)(\/|$)/.test(address.pathname)) return home;
  return address.pathname + address.search + address.hash;
}
