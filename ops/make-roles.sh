#!/bin/sh
# Runs once, when the database container starts on an empty volume: passwords from the secrets, roles from roles.sql.
set -eu
secret() { cat "/run/secrets/$1"; }
psql --username "$POSTGRES_USER" --dbname postgres --quiet \
  -v owner_password="$(secret db_owner_password)" \
  -v runtime_password="$(secret db_runtime_password)" \
  -v jobs_password="$(secret db_jobs_password)" \
  -v backup_password="$(secret db_backup_password)" \
  -f /ops/roles.sql
