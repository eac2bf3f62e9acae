#!/bin/sh
# Puts the passwords from the secrets into the addresses of the database, then becomes the server (or a command).
set -eu
address() {
  # a password may hold any character; an address may not
  node -e 'process.stdout.write(`postgres://${process.argv[1]}:${encodeURIComponent(require("fs").readFileSync(process.argv[2],"utf8").trim())}@${process.argv[3]}/kring`)' "$1" "/run/secrets/$2" "${KRING_DB_SERVER:-db:5432}"
}
DATABASE_URL=$(address kring_runtime db_runtime_password)
DATABASE_JOBS_URL=$(address kring_jobs db_jobs_password)
DATABASE_OWNER_URL=$(address kring_owner db_owner_password)
DATABASE_BACKUP_URL=$(address kring_backup db_backup_password)
export DATABASE_URL DATABASE_JOBS_URL DATABASE_OWNER_URL DATABASE_BACKUP_URL
if [ -z "${KRING_SMTP_URL:-}" ] && [ -f /run/secrets/smtp_url ]; then
  KRING_SMTP_URL=$(cat /run/secrets/smtp_url)
  export KRING_SMTP_URL
fi
unset KRING_DB_SERVER
exec node "$@"
