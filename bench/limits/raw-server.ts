// The raw limit as a program: node:http and pg, one prepared statement per page, its JSON handed on untouched.
// BENCH_DATABASE: an address that may read everything. Prints "ready PORT".
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { rawStatements, type RawPage } from './raw-statements.js';

const pool = new pg.Pool({ connectionString: process.env['BENCH_DATABASE'], application_name: 'bench-raw', max: 8, idleTimeoutMillis: 60_000 });

/** `POST /circle` with the parameters of the statement as a JSON list, as much input as our own server gets. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const page = (request.url ?? '/').slice(1) as RawPage;
    const values = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown[];
    pool.query<{ body: string }>({ name: page, text: rawStatements[page], values }).then(
      ({ rows }) => {
        const body = Buffer.from(rows[0]?.body ?? 'null', 'utf8');
        response.writeHead(rows[0] ? 200 : 404, { 'content-type': 'application/json', 'content-length': body.length });
        response.end(body);
      },
      (error: Error) => {
        response.writeHead(500, { 'content-length': Buffer.byteLength(error.message) });
        response.end(error.message);
      },
    );
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
