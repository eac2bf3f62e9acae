import { actors, type Actor } from '../../server/test/contract/actors.js';
import type { Attempt } from '../../server/test/contract/operation-case.js';
import type { MatrixRow } from '../../server/test/contract/permission-matrix.js';
import { fingerprint, operationCases, outcomeOf, senderOf } from '../../server/test/contract/run-case.js';
import type { Scene } from '../../server/test/contract/scene.js';
import { documentFor, type RootField, schemaOf } from '../../server/test/contract/schema-walk.js';
import { beamerStream, facilitatorStream, groupStream, personStream, sessionStream } from '../../schema/realtime/streams.js';
import { callTrusted, trustedDocuments } from './trusted-call.js';

export interface CellFault {
  cell: string;
  expected: string;
  got: string;
}

/** What running the matrix found. */
export interface MatrixRun {
  cells: number;
  /** of these, sent as the client sends them: by the hash of a document */
  trusted: number;
  refusals: number;
  faults: CellFault[];
}

type Pending = { actor: Actor; attempt: Attempt };

/** Sends every cell of the matrix to the server and compares the answers; a refusal may not write anything. */
export class PermissionRun {
  private readonly trusted = new Map(trustedDocuments().filter((one) => one.roots.length === 1).map((one) => [one.roots[0]!, one]));
  private turns = 0;
  private readonly result: MatrixRun = { cells: 0, trusted: 0, refusals: 0, faults: [] };

  constructor(
    private readonly scene: Scene,
    private readonly roots: ReadonlyMap<string, RootField>,
    /** every cell by the client's document and by one of our own; else by one of the two in turn */
    private readonly bothWays: boolean,
  ) {}

  async run(rows: readonly MatrixRow[]): Promise<MatrixRun> {
    for (const row of rows) {
      if (row.operation.startsWith('Query.')) await this.query(row);
      else if (row.operation.startsWith('Mutation.')) await this.mutation(row);
    }
    await this.streams(rows.filter((row) => row.operation.startsWith('Stream.')));
    return this.result;
  }

  private async query(row: MatrixRow): Promise<void> {
    await Promise.all(this.actorsOf(row).map(async (actor) => this.call(row, { actor, attempt: await this.attempt(row, actor) })));
  }

  /** Refusals first, all of a row together: what they would write shows in one look before and one after. */
  private async mutation(row: MatrixRow): Promise<void> {
    const { world } = this.scene;
    await world.sql('DELETE FROM rate_limits');
    const refused = this.actorsOf(row).filter((actor) => row.cells[actor] !== 'yes');
    const pending: Pending[] = [];
    for (const actor of refused) pending.push({ actor, attempt: await this.attempt(row, actor) });
    const before = await fingerprint(world);
    for (const one of pending) await this.call(row, one);
    const after = await fingerprint(world);
    this.result.refusals += pending.length;
    if (before !== after) this.result.faults.push({ cell: `${row.operation} ${row.target}`, expected: 'a refusal writes nothing', got: 'rows changed' });
    for (const { attempt } of pending) await attempt.undo?.();
    for (const actor of this.actorsOf(row).filter((one) => !refused.includes(one))) {
      const attempt = await this.attempt(row, actor);
      await this.call(row, { actor, attempt });
      await attempt.undo?.();
    }
  }

  private async streams(rows: readonly MatrixRow[]): Promise<void> {
    const { world, people, sessions, circles } = this.scene;
    for (const actor of actors) {
      const socket = await world.socket(sessions[actor]).catch((error: Error) => error.message);
      for (const row of rows) {
        const expected = row.cells[actor];
        if (expected === '-') continue;
        const own = people[actor === 'anonymous' ? 'lead' : actor];
        const circle = circles[row.target as keyof typeof circles];
        const streams: Record<string, () => string> = {
          'Stream.group': () => groupStream(circle.id),
          'Stream.session': () => sessionStream(circle.session!.id),
          'Stream.beamer': () => beamerStream(circle.session!.id),
          'Stream.facilitator': () => facilitatorStream(circle.session!.id),
          'Stream.person': () => personStream(row.target === 'own' ? own.id : people.lead.id),
        };
        const stream = streams[row.operation]!();
        let got: string;
        if (typeof socket === 'string') got = socket === 'UNAUTHENTICATED' ? 'signIn' : socket;
        else {
          const answer = await socket.subscribe(stream, { epoch: 1, seq: 0 });
          got = answer.ok || 'restart' in answer ? 'yes' : answer.refused === 'NOT_FOUND' ? 'absent' : answer.refused;
        }
        this.compare(`${row.operation} ${row.target} ${actor}`, expected, got);
      }
      if (typeof socket !== 'string') socket.close();
    }
  }

  private actorsOf(row: MatrixRow): Actor[] {
    return actors.filter((actor) => row.cells[actor] !== '-');
  }

  private async attempt(row: MatrixRow, actor: Actor): Promise<Attempt> {
    const make = operationCases[row.operation]?.[row.target];
    if (!make) throw new Error(`The matrix has ${row.operation} ${row.target}; nobody wrote down how to ask for it.`);
    return make(this.scene, actor);
  }

  private async call(row: MatrixRow, { actor, attempt }: Pending): Promise<void> {
    const { world } = this.scene;
    const root = this.roots.get(row.operation)!;
    const sender = senderOf(this.scene, actor, attempt);
    const cell = `${row.operation} ${row.target} ${actor}`;
    // the client's own documents take another way through the server
    const trusted = this.trusted.get(root.name);
    const changes = root.kind === 'mutation' && row.cells[actor] === 'yes';
    const turn = (this.turns += 1) % 2 === 0;
    if (trusted && (turn || (this.bothWays && !changes))) {
      const variables = { ...Object.fromEntries(trusted.variables.map((name) => [name, name === 'archived' ? false : null])), ...attempt.args };
      this.result.trusted += 1;
      this.compare(`${cell}, by the client's document`, row.cells[actor], outcomeOf(await callTrusted(world.url, sender, trusted.hash, variables), attempt.shows));
      if (!this.bothWays || changes) return;
    }
    this.compare(cell, row.cells[actor], outcomeOf(await world.gql(sender, documentFor(schemaOf(world), root), attempt.args), attempt.shows));
  }

  private compare(cell: string, expected: string, got: string): void {
    this.result.cells += 1;
    if (expected !== got) this.result.faults.push({ cell, expected, got });
  }
}
