import { randomUUID } from 'node:crypto';
import { CommandError } from '../platform/backup/command-error.js';
import { loadEnvFile } from '../platform/config/env-file.js';
import { projectDir } from '../platform/config/project-dir.js';
import { readSettings } from '../platform/config/settings.js';
import { say, sayFailure } from '../start/say.js';
import { takeOption } from './run-command.js';

const roles = ['facilitator', 'participant', 'contributor'];
const usage = 'npm run demo:session -- [--method incident] [--speed 10|1] [--role facilitator|participant|contributor] [--as fenna]';

interface Answer {
  data?: Record<string, unknown>;
  errors?: { extensions?: { code?: string; fields?: { path: string }[] } }[];
}

interface Face {
  name: string;
  email: string;
}

/** Asks the running server, as a browser does. @throws CommandError with what to do about it */
async function ask(url: string, query: string, variables: object, cookie?: string): Promise<{ data: Record<string, unknown>; cookie: string }> {
  const headers = { 'content-type': 'application/json', origin: url, ...(cookie ? { cookie } : {}) };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) }).catch(() => {
    throw new CommandError(`No server answers at ${url}. Start the demo first: npm start`);
  });
  const { data, errors } = (await answer.json()) as Answer;
  const wrong = errors?.[0]?.extensions;
  if (wrong?.code === 'UNKNOWN_DOCUMENT') throw new CommandError('This server takes documents of its own client only (KRING_ADHOC_DOCUMENTS=0). Use the button on Vandaag.');
  if (wrong?.code === 'RATE_LIMITED') throw new CommandError('As many practices run as this demo takes. Try again in five minutes.');
  if (wrong?.code === 'UNAUTHENTICATED' || wrong?.code === 'FORBIDDEN') throw new CommandError('The password of the demo is another one: set KRING_DEMO_PASSWORD to it.');
  if (wrong) throw new CommandError(`The server refused it (${wrong.code ?? 'no code'}${wrong.fields ? `: ${wrong.fields.map(({ path }) => path).join(', ')}` : ''}). ${usage}`);
  return { data: data ?? {}, cookie: answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') };
}

/** `npm run demo:session`: makes a session with simulated colleagues on the demo that runs, and says where it is. */
async function demoSession(words: string[]): Promise<void> {
  loadEnvFile(projectDir());
  const settings = readSettings(process.env);
  const methodKey = takeOption(words, '--method') ?? 'incident';
  const speed = Number(takeOption(words, '--speed') ?? '10');
  const role = takeOption(words, '--role') ?? 'facilitator';
  const as = (takeOption(words, '--as') ?? '').toLowerCase();
  if (words.length > 0 || !roles.includes(role) || (speed !== 1 && speed !== 10)) throw new CommandError(usage);
  const url = settings.publicUrl;
  const { data } = await ask(url, '{ instance { demo } demoPeople { name email } }', {});
  if (!(data['instance'] as { demo: boolean }).demo) throw new CommandError('The demo is off for this installation: there is nothing to practise in.');
  const face = (data['demoPeople'] as Face[]).find(({ name }) => name.toLowerCase().startsWith(as));
  if (!face) throw new CommandError(`Nobody of the demo is called ${as}. ${usage}`);
  const signIn = 'mutation S($input: SignInInput!) { signIn(input: $input) { me { id } } }';
  const { cookie } = await ask(url, signIn, { input: { email: face.email, password: settings.demoPassword } });
  const id = randomUUID();
  const input = { mutationId: randomUUID(), id, methodKey, speed, role: role.toUpperCase() };
  await ask(url, 'mutation P($input: StartPracticeInput!) { startPractice(input: $input) { id } }', { input }, cookie);
  await ask(url, 'mutation O { signOut { ok } }', {}, cookie);
  say(`The lobby is open. Sign in as ${face.name} and go to ${url}/sessies/${id}`);
}

await demoSession(process.argv.slice(2)).catch((error: unknown) => {
  sayFailure(error);
  process.exitCode = 1;
});
