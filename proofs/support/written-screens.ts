import { buildWritten, type WrittenPlay } from '../../server/test/builders/written.js';
import type { SessionWorld } from '../../server/test/builders/intervision.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { ScreenState } from './screens.js';
import { beginWritten, byReading } from './written-room.js';

interface Circle {
  world: SessionWorld;
  id: string;
  coachId: string;
  coach: Session;
  /** at least three besides the coach */
  members: readonly { id: string; session: Session }[];
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const sentence = 'Ik denk dat de stilte voor hen iets anders betekent dan voor jou, en dat ze wachten tot jij begint.';

/** Planning in writing, and a session in writing from before its first day to after its last. */
export async function writtenScreens({ world, id: groupId, coach, coachId, members }: Circle): Promise<ScreenState[]> {
  const me = { id: coachId, session: coach };
  const [first, second, third] = members as [typeof me, typeof me, typeof me];
  const plan = `/kringen/${groupId}/agenda/plannen?hoe=schriftelijk`;
  const ledByMe = () => beginWritten(world, { groupId, lead: me, contributor: second });
  const ledBySomeone = (contributor: typeof me) => beginWritten(world, { groupId, lead: first, contributor });

  const planned = await buildWritten(world, coach, byReading, { groupId, facilitatorId: coachId, contributorId: null });

  const asked = await ledBySomeone(me);
  const ask = await asked.until(first.session, 'ask');
  const questions: string[] = [];
  for (const { session } of [second, third]) questions.push((await asked.write(session, { phase: ask, body: 'Wat gebeurde er vlak voordat het stil werd?' })).id);
  await asked.answer(coach, { phase: ask, aboutId: questions[0]!, body: sentence });
  await asked.answer(coach, { phase: ask, aboutId: questions[1]!, body: 'Dat weet ik nog niet, ik', post: false });

  const open = await ledBySomeone(second);
  const cards = await open.until(first.session, 'hypotheses');
  await open.write(third.session, { phase: cards, body: sentence });

  const sheet = await ledByMe();
  const solutions = await sheet.until(coach, 'solutions');
  await sheet.write(third.session, { phase: solutions, body: sentence });

  const mine = await ledBySomeone(second);
  const unseen = await mine.until(first.session, 'solutions');
  await mine.write(coach, { phase: unseen, body: sentence });

  const halted = await ledByMe();
  await halted.do(coach, 'pausePhase', { turn: (await halted.page(coach)).state.turn });

  const ended = await ledByMe();
  await ended.write(third.session, { phase: await ended.until(coach, 'solutions'), body: sentence });
  await ended.until(coach, 'evaluate');
  await ended.do(coach, 'endSession', { turn: (await ended.page(coach)).state.turn });
  await ended.graceEnds();
  await ended.page(coach);

  const room = (name: string, play: WrittenPlay, prepare: NonNullable<ScreenState['prepare']>): ScreenState => ({ name, route: '/sessies/:sessionId', who: 'coach', path: `/sessies/${play.id}`, prepare });
  return [
    {
      name: 'planning in writing, incomplete',
      route: 'agenda/plannen',
      who: 'coach',
      path: plan,
      prepare: async (page, t) => {
        await page.getByRole('button', { name: t('written.plan') }).click();
        await page.getByText(t('written.startWrong')).waitFor();
      },
    },
    {
      name: 'planning in writing, with its days',
      route: 'agenda/plannen',
      who: 'coach',
      path: plan,
      prepare: async (page, t) => {
        await page.getByRole('combobox', { name: t('written.method') }).selectOption('heilsbronn');
        await page.getByLabel(t('written.startsOn')).fill(inDays(7));
        await page.getByRole('region', { name: t('written.agreed') }).waitFor();
        // what was typed is kept, and the other states begin with the form as it was
        await page.evaluate('localStorage.clear(); sessionStorage.clear()');
      },
    },
    room('a written session that is planned', planned, async (page, t) => page.getByRole('combobox', { name: t('written.chooseContributor') }).waitFor()),
    room('questions in writing, as whose case it is', asked, async (page, t) => page.getByRole('button', { name: t('written.postAnswer') }).waitFor()),
    room('cards in writing, and for whom it waits', open, async (page, t) => page.getByRole('heading', { name: t('written.waitsFor') }).waitFor()),
    room('a sheet in writing, as who leads', sheet, async (page, t) => page.getByRole('combobox', { name: t('written.extend') }).waitFor()),
    room('a sheet in writing, as a participant', mine, async (page, t) => page.getByRole('button', { name: t('intervision.iAmReady') }).waitFor()),
    room('a written session that stands still', halted, async (page, t) => page.getByRole('button', { name: t('written.resume') }).waitFor()),
    room('a written session that has ended', ended, async (page, t) => page.getByText(t('intervision.ended.title')).waitFor()),
  ];
}
