import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { createJobsPool } from './jobs-pool.js';
import { quietJobsLogger } from './jobs-logger.js';

/** Where graphile-worker keeps its tables. They have row-level security of their own: only their owner reads them. */
export const workerSchema = 'graphile_worker';

/**
 * Brings the job schema up to date, signed in as the role that owns it, and gives the server its one way in:
 * `jobs.enqueue`, a SECURITY DEFINER function with a fixed search path (decisions 2). Safe to run again.
 *
 * @param jobsUrl signs in as the role that runs the jobs; it may create schemas in this database
 * @param runtimeRole the only other role that may enqueue
 */
export async function installJobs(jobsUrl: string, runtimeRole: string): Promise<void> {
  const pool = createJobsPool(jobsUrl, 2, () => undefined);
  try {
    await runMigrations({ pgPool: pool, schema: workerSchema, logger: quietJobsLogger });
    const runtime = pg.escapeIdentifier(runtimeRole);
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'jobs'`);
      if (rows.length === 0) await client.query(`CREATE SCHEMA jobs`);
      await client.query(enqueueFunction);
      await client.query(`REVOKE ALL ON SCHEMA jobs FROM PUBLIC`);
      await client.query(`REVOKE ALL ON FUNCTION ${enqueueSignature} FROM PUBLIC`);
      await client.query(`GRANT USAGE ON SCHEMA jobs TO ${runtime}`);
      await client.query(`GRANT EXECUTE ON FUNCTION ${enqueueSignature} TO ${runtime}`);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}

const enqueueSignature = `jobs.enqueue(text, json, text, timestamptz)`;

/** One job per key: while it waits, enqueueing it again replaces it. */
const enqueueFunction = `
  CREATE OR REPLACE FUNCTION jobs.enqueue(task text, payload json, key text, run_at timestamptz DEFAULT NULL)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF task !~ '^[a-z]+\\.[a-zA-Z]+$' THEN
      RAISE EXCEPTION 'not a task name' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM ${workerSchema}.add_job(
      identifier => enqueue.task, payload => enqueue.payload, run_at => enqueue.run_at,
      max_attempts => 12, job_key => enqueue.key);
  END $$`;
