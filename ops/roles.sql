-- The database and the roles of Kring on a PostgreSQL of your own (15 or newer).
-- Run once, as superuser, with four passwords:
--
--   psql -v owner_password=… -v runtime_password=… -v jobs_password=… -v backup_password=… -f ops/roles.sql postgres
--
-- Running it again mends the roles and sets the passwords anew; it changes no data.
\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I LOGIN', role)
FROM unnest(ARRAY['kring_owner', 'kring_runtime', 'kring_jobs', 'kring_backup']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

-- owns the tables and changes them; the server never serves as this role
ALTER ROLE kring_owner NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
-- the server: owns nothing, row-level security applies to it
ALTER ROLE kring_runtime NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT PASSWORD :'runtime_password';
-- owns the schema of the jobs and runs them
ALTER ROLE kring_jobs NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT PASSWORD :'jobs_password';
-- reads everything for backups (what is confidential is encrypted), writes nothing
ALTER ROLE kring_backup NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS NOINHERIT PASSWORD :'backup_password';
ALTER ROLE kring_backup SET default_transaction_read_only = on;

SELECT $$CREATE DATABASE kring OWNER kring_owner TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'$$
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'kring') \gexec

\connect kring
REVOKE ALL ON DATABASE kring FROM PUBLIC;
GRANT CONNECT ON DATABASE kring TO kring_owner, kring_runtime, kring_jobs, kring_backup;
-- the job library makes its own schema
GRANT CREATE ON DATABASE kring TO kring_jobs;
ALTER SCHEMA public OWNER TO kring_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
