/** The address of a database behind a socket folder, without a password: reaching the folder is the permission. */
export function socketUrl(socketDir: string, role: string, database: string): string {
  return `postgres://${role}@/${database}?host=${encodeURIComponent(socketDir)}`;
}
