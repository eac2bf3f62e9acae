import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { IssueResetLink, SwitchAccount } from '../features/accounts/public.js';
import { FoundOrganisation, type HolidayRegion, holidayRegions, type OrganisationKind, organisationKinds, type OrganisationRow, readOrganisationsCalled, readTopOrganisations, Rights } from '../features/organisations/public.js';
import { SeatPerson } from '../features/people/public.js';
import { CommandError } from '../platform/backup/command-error.js';
import { Reads } from '../platform/database/reads.js';
import { KringError } from '../platform/errors/kring-error.js';
import { emailAddress } from '../platform/identity/email-address.js';

/** What the commands of administration work with. */
export interface AdministerContext {
  app: Pick<INestApplicationContext, 'get'>;
  /** begins every link */
  publicUrl: string;
  say: (line: string) => void;
}

export const personUsage = `Say who: npm run person -- --email <address> --name "<given name>" --family "<family name>" --position <kind> --at "<organisation>"
  the first time:   --network "<name>" instead of --position and --at: makes the network and its first administrator
  another position: --email, --position and --at;  --end ends that position
  an account:       --email with --disable, --enable, or --link (a new link to choose a password)
  also:             --language en, --print (prints the link instead of mailing it)`;

export const organisationUsage = `Say what: npm run organisation -- --kind region|foundation|school|institute --name "<name>" --under "<organisation>" [--brin 12AB] [--holidays noord|midden|zuid]`;

/** `npm run person`: people, their positions and their accounts, for whoever runs the installation. */
export async function administerPerson(words: string[], context: AdministerContext): Promise<void> {
  const options = read(words, personUsage, ['email', 'name', 'family', 'position', 'at', 'network', 'language'], ['end', 'disable', 'enable', 'link', 'print']);
  const email = options.email?.toLowerCase();
  if (!email) throw new CommandError(personUsage);
  if (!emailAddress.safeParse(email).success) throw new CommandError(`${email} is not an e-mail address.`);
  const nobody = `There is nobody with the address ${email}`;
  if (options.disable || options.enable) {
    const status = options.disable ? 'disabled' : 'active';
    const changed = await orSay(context.app.get(SwitchAccount, { strict: false }).run({ email, status }), { NOT_FOUND: `${nobody}.` });
    return context.say(changed ? `The account of ${email} is ${status} now.` : `The account of ${email} was ${status} already.`);
  }
  if (options.link && !options.position && !options.network) return handOverLink(email, options.print === true, context);

  const { organisation, kind } = options.network !== undefined ? await foundNetwork(options, context) : await placeOf(options, context);
  checkKind(kind, organisation, context);
  const ends = options.end === true;
  const names = options.name && options.family ? { givenName: options.name, familyName: options.family, language: options.language?.toLowerCase() === 'en' ? ('EN' as const) : ('NL' as const) } : null;
  const seated = await orSay(context.app.get(SeatPerson, { strict: false }).run({ email, names, organisationId: organisation.id, kind, ends }), {
    NOT_FOUND: ends ? `${nobody}.` : `${nobody} yet: add --name and --family.`,
    INVALID_INPUT: 'The address or a name is not right: an e-mail address, and names of a usual length.',
  });
  if (seated.registered) context.say(`${email} is there.`);
  context.say(!seated.changed ? `Nothing to do: ${kind} at ${organisation.name} ${ends ? 'is not held by' : 'is held already by'} ${email}.` : ends ? `${email} is no longer ${kind} at ${organisation.name}.` : `${email} is ${kind} at ${organisation.name}, from today.`);
  if (seated.registered || options.link) await handOverLink(email, options.print === true, context);
}

/** `npm run organisation`: adds a region, foundation, school or institute. */
export async function administerOrganisation(words: string[], { app, say }: AdministerContext): Promise<void> {
  const options = read(words, organisationUsage, ['kind', 'name', 'under', 'brin', 'holidays'], []);
  const { kind, name, under, brin, holidays } = options;
  if (!kind || !name || !under || !isKind(kind) || (holidays !== undefined && !isHolidayRegion(holidays))) throw new CommandError(organisationUsage);
  const parent = await organisationCalled(app, under);
  const { organisationId } = await orSay(app.get(FoundOrganisation, { strict: false }).run({ kind, parentId: parent.id, name, brin: brin ?? null, holidayRegion: holidays ?? null }), {
    INVALID_INPUT: `That does not fit: a ${kind} cannot stand under a ${parent.kind}, or the school number (--brin, like 12AB or 12AB01) is wrong or taken.`,
  });
  say(`${name} is there, under ${parent.name} (${organisationId}).`);
}

const isHolidayRegion = (text: string): text is HolidayRegion => (holidayRegions as readonly string[]).includes(text);
const isKind = (text: string): text is OrganisationKind => (organisationKinds as readonly string[]).includes(text);

type Options = Record<string, string | undefined> & Record<'end' | 'disable' | 'enable' | 'link' | 'print', boolean | undefined>;

/** The network on top, made now, and the position of its first administrator. */
async function foundNetwork(options: Options, { app, say }: AdministerContext): Promise<{ organisation: OrganisationRow; kind: string }> {
  const tops = await readTopOrganisations(app.get(Reads, { strict: false }));
  if (tops.length > 0) throw new CommandError(`There is a network already: ${tops.map((one) => one.name).join(', ')}. Use --position and --at, as in --position administrator_network --at "${tops[0]!.name}".`);
  if (!options.name || !options.family) throw new CommandError('The first administrator has a name: add --name and --family.');
  const name = options.network!;
  const { organisationId } = await orSay(app.get(FoundOrganisation, { strict: false }).run({ kind: 'network', parentId: null, name }), { INVALID_INPUT: 'The name of the network is empty or too long.' });
  say(`The network ${name} is there.`);
  return { organisation: await organisationCalled(app, organisationId), kind: 'administrator_network' };
}

async function placeOf(options: Options, { app }: AdministerContext): Promise<{ organisation: OrganisationRow; kind: string }> {
  if ((await readTopOrganisations(app.get(Reads, { strict: false }))).length === 0) {
    throw new CommandError('There is no organisation yet. Begin with the network on top and its first administrator: add --network "<name of the network or region>".');
  }
  if (!options.position || !options.at) throw new CommandError(personUsage);
  return { organisation: await organisationCalled(app, options.at), kind: options.position };
}

function checkKind(kind: string, organisation: OrganisationRow, { app }: AdministerContext): void {
  const rights = app.get(Rights, { strict: false });
  if (rights.mayBeHeldAt(kind, organisation.kind)) return;
  const fitting = rights.catalogue.positions.filter((one) => one.heldAt.includes(organisation.kind)).map((one) => one.key);
  throw new CommandError(`A ${organisation.kind} has no position "${kind}". At ${organisation.name} there are: ${fitting.join(', ')}.`);
}

async function organisationCalled(app: AdministerContext['app'], called: string): Promise<OrganisationRow> {
  const found = await readOrganisationsCalled(app.get(Reads, { strict: false }), called);
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new CommandError(`There is no organisation called "${called}". Give its name as it is written, its school number, or its id.`);
  throw new CommandError(`${found.length} organisations are called "${called}". Give the id of one: ${found.map((one) => one.id).join(', ')}`);
}

/** A link to choose a password: printed for whoever hands it over, else by mail. */
async function handOverLink(email: string, print: boolean, { app, publicUrl, say }: AdministerContext): Promise<void> {
  const path = await orSay(app.get(IssueResetLink, { strict: false }).run({ email }, print ? 'link' : 'mail'), { NOT_FOUND: `There is nobody with the address ${email}.` });
  if (!print) return say(`A mail with a link to choose a password goes to ${email} as soon as the server runs. The link works for an hour from then; --link sends another.`);
  if (!path) throw new CommandError(`The account of ${email} is disabled: no link. Enable it first.`);
  say(`To choose a password, within the hour, once: ${publicUrl}${path}`);
  say('Whoever has this link is in: give it to nobody else.');
}

function read(words: string[], usage: string, texts: readonly string[], flags: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: words,
      strict: true,
      options: Object.fromEntries([...texts.map((name) => [name, { type: 'string' as const }]), ...flags.map((name) => [name, { type: 'boolean' as const }])]),
    });
    return values as Options;
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

/** A refusal of an action as a sentence for the terminal. */
async function orSay<Result>(work: Promise<Result>, sentences: Record<string, string>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const sentence = error instanceof KringError ? sentences[error.code] : undefined;
    throw sentence ? new CommandError(sentence, { cause: error }) : error;
  }
}
