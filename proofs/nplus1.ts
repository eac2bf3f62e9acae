import type { DataSource as DataSourceType } from 'typeorm';
import { DataSource } from 'typeorm';
import { DiscussionAccess } from '../server/src/features/discussions/access/discussion.access.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { type Crowded, crowdedPerson } from './support/crowded-world.js';
import { replaceMethod } from './support/mutants.js';
import { statementMeter } from './support/statement-meter.js';
import { methodOnScreen } from './support/crawl.js';
import { writtenPlanArguments } from './support/written-room.js';
import { callTrusted, type TrustedDocument, trustedDocuments } from './support/trusted-call.js';

const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What to ask with: in open and in closed circles where the question is about one. */
function variantsFor(document: TrustedDocument, who: Crowded): Record<string, unknown>[] {
  const root = document.roots[0] ?? '';
  const fill = (values: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(document.variables.map((name) => [name, values[name] ?? null]));
  const base = { first: 100, text: root === 'goTo' ? 'Kring' : 'v', archived: false, place: who.draftPlace };
  if (root === 'invitation') return [fill({ id: who.invitation })];
  if (root === 'beamerPage') return [fill({ token: who.closed.room!.screen })];
  if (root === 'room') return [fill({ code: who.closed.room!.code })];
  if (root === 'sessionPoll') return [fill({ id: who.closed.poll })];
  if (root === 'seriesPreview') return [fill({ groupId: who.closed.group.id, from: daysAhead(7), until: daysAhead(120), everyWeeks: 4, skipHolidays: true })];
  if (root === 'method') return [fill({ key: who.closed.ownMethod })];
  if (root === 'checkMethod' || root === 'dryRunMethod') return [fill({ method: methodOnScreen, people: 5, seed: 1 })];
  if (root === 'sessionPage') return [who.closed.session, who.closed.written].map((id) => fill({ id }));
  if (['sessionOutcome', 'sessionCases'].includes(root)) return [fill({ id: who.closed.session })];
  if (root === 'writtenPlan') return [fill({ groupId: who.closed.group.id, ...writtenPlanArguments() })];
  if (['report', 'harvest'].includes(root)) return [fill({ sessionId: who.closed.left })];
  if (root === 'protocol') return [fill({ key: 'oost-starters-po' })];
  if (root === 'methodSuggestions') return [fill({ minutes: 90, people: 6, caseTags: [] })];
  if (!document.variables.some((name) => ['id', 'groupId'].includes(name))) return [fill(base)];
  return [who.open, who.closed].map(({ group, topic, message }) => {
    const id = root === 'topicPage' ? topic.id : ['message', 'messageHistory'].includes(root) ? message : group.id;
    return fill({ ...base, ...(root === 'topicPage' ? { last: 100, first: null } : {}), id, groupId: group.id });
  });
}

const placeNames = ({ roots: [root] }: TrustedDocument): readonly string[] => (root === 'sessionPage' ? [', live', ', in writing'] : [', open circle', ', closed circle']);

/** The longest list anywhere in an answer. */
function longestList(value: unknown): number {
  if (Array.isArray(value)) return Math.max(value.length, ...value.map(longestList));
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.entries(value).filter(([name]) => name !== 'viewerActions' && name !== 'body').map(([, inner]) => longestList(inner)));
}

interface Count {
  operation: string;
  statements: number[];
  lists: number[];
  texts: string[][];
}

export const proof: Proof = {
  name: 'nplus1',
  claim: 'what a page asks of the database does not depend on how much is on it',
  patience: 6,
  async run(context: ProofContext) {
    const many = 50;
    const world = await context.createWorld();
    const [one, crowd] = [await crowdedPerson(world, 1), await crowdedPerson(world, many)];
    const meter = statementMeter(world);
    context.onEnd(() => meter.stop());
    const documents = trustedDocuments().filter((document) => document.kind === 'query');
    const problems: string[] = [];

    const countAll = async (): Promise<Count[]> => {
      const counts: Count[] = [];
      for (const document of documents) {
        const places = variantsFor(document, one).length;
        for (let place = 0; place < places; place += 1) {
          const count: Count = { operation: `${document.name}${places > 1 ? placeNames(document)[place] : ''}`, statements: [], lists: [], texts: [] };
          for (const who of [one, crowd]) {
            const { result: answer, statements } = await meter.during(() => callTrusted(world.url, who.session, document.hash, variantsFor(document, who)[place]!));
            if (answer.errors) throw new Error(`${document.name}: ${answer.text.slice(0, 300)}`);
            if (statements.length === 0 && !/^(Session|DemoPeople|Methods|MethodSuggestions|Protocols|ProtocolSheet|CheckMethod|DryRunMethod)$/.test(document.name)) problems.push(`${document.name}: no statement was heard`);
            count.statements.push(statements.length);
            count.texts.push(statements);
            count.lists.push(longestList(answer.data));
          }
          counts.push(count);
        }
      }
      return counts;
    };

    const counts = await countAll();
    for (const { operation, statements, lists, texts } of counts) {
      if (statements[0] !== statements[1]) {
        problems.push(`${operation}: ${statements[0]} statements for ${lists[0]}, ${statements[1]} for ${lists[1]}`);
        problems.push(`   most often: ${mostOften(texts[1]!)}`);
      }
    }
    const long = counts.filter((count) => (count.lists[1] ?? 0) >= 20);
    const listed = [...new Set(documents.flatMap((document) => document.roots))];
    const highest = counts.reduce((most, count) => (count.statements[1]! > most.statements[1]! ? count : most));
    for (const { operation, statements, lists } of counts) if (context.long) context.progress(`${operation}: ${statements.join(' / ')} statements for ${lists.join(' / ')}`);

    // a door that asks again for every row
    const dataSource = world.server.app.get<DataSourceType>(DataSource);
    const mend = replaceMethod(world.server.app.get(DiscussionAccess), 'groupPage', (original) => async (...args) => {
      const page = await original(...args);
      for (const topic of page.topics.nodes) await dataSource.query('SELECT $1::uuid', [topic.id]);
      return page;
    });
    const document = documents.find((one) => one.name === 'GroupPage')!;
    const ask = async (who: Crowded): Promise<number> => {
      const { statements } = await meter.during(() => callTrusted(world.url, who.session, document.hash, variantsFor(document, who)[0]!));
      return statements.length;
    };
    const [few, lots] = [await ask(one), await ask(crowd)];
    mend();
    for (const problem of problems) context.progress(problem);
    return {
      ok: problems.length === 0,
      covered: { operations: documents.length, 'ways to ask': counts.length, 'long lists': long.length, 'root fields': listed.length },
      minimum: { operations: 44, 'ways to ask': 60, 'long lists': 31, 'root fields': 44 },
      figure: `${counts.length - problems.length / 2} of ${counts.length} with equal counts for 1 and ${many}; most: ${highest.operation} with ${highest.statements[1]}`,
      control: { ok: lots > few + 40, what: `a door that asks per row: ${few} statements for 1, ${lots} for ${many}` },
    };
  },
};

function mostOften(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [text, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return `${count} × ${text.replace(/\s+/g, ' ').slice(0, 120)}`;
}
