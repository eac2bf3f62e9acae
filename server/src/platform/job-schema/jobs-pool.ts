import pg from 'pg';

/** Connections of the job role: few, apart from the server's own, and a lost one never ends the process. */
export function createJobsPool(url: string, size: number, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'kring-jobs',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  return pool;
}
