import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { SessionWorld } from '../../server/test/builders/intervision.js';
import { buildPoll } from '../../server/test/builders/agenda.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { ScreenState, Words } from './screens.js';

interface Circle {
  world: SessionWorld;
  id: string;
  coachId: string;
  coach: Session;
  members: { id: string; session: Session }[];
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Finding a moment, planning in three ways, one's own calendar, and practising. */
export async function agendaScreens({ world, id: groupId, coachId, coach, members }: Circle): Promise<ScreenState[]> {
  const choices = { groupId, askedBy: coachId, facilitatorId: coachId, place: 'Lokaal 12' };
  const poll = await buildPoll(world, { ...choices, neededIds: [members[0]!.id] });
  for (const [at, { session }] of members.slice(0, 3).entries()) {
    const answers = poll.moments.map((momentId, place) => ({ momentId, answer: (['YES', 'RATHER_NOT', 'NO'] as const)[(at + place) % 3] }));
    await world.ask(session, 'mutation A($input: AnswerPollInput!) { answerPoll(input: $input) { id } }', { input: { mutationId: randomUUID(), pollId: poll.id, answers } });
  }
  const closed = await buildPoll(world, choices);
  await world.ask(coach, 'mutation C($input: PollIdInput!) { closePoll(input: $input) { id } }', { input: { mutationId: randomUUID(), pollId: closed.id } });
  const plan = `/kringen/${groupId}/agenda/plannen`;
  const way = (page: Page, t: Words, which: 'date' | 'poll' | 'series'): Promise<void> => page.getByRole('button', { name: t(`agenda.way.${which}`), exact: true }).click();
  const ask = (page: Page, t: Words): Promise<void> => page.getByRole('heading', { name: t('agenda.whenCanYou'), level: 1 }).waitFor();
  return [
    {
      name: 'planning with a poll, incomplete',
      route: 'agenda/plannen',
      who: 'coach',
      path: plan,
      prepare: async (page, t) => {
        await way(page, t, 'poll');
        await page.getByRole('button', { name: t('agenda.askDo') }).click();
        // a method may be chosen already: what was filled in is kept
        await page.getByText(t('intervision.planProblem.moments')).first().waitFor();
      },
    },
    {
      name: 'planning a series',
      route: 'agenda/plannen',
      who: 'coach',
      path: plan,
      prepare: async (page, t) => {
        await way(page, t, 'series');
        await page.locator('form input[type="date"]').first().fill(inDays(7));
        await page.locator('form input[name="until"]').fill(inDays(150));
        await page.getByRole('list', { name: t('agenda.seriesDates') }).getByRole('listitem').nth(2).waitFor();
        // what was typed is kept, and the other states begin with the form as it was
        await page.evaluate('localStorage.clear(); sessionStorage.clear()');
      },
    },
    { name: 'a poll', route: '/prikker/:pollId', who: 'coach', path: `/prikker/${poll.id}`, prepare: ask },
    {
      name: 'a poll, another moment',
      route: '/prikker/:pollId',
      who: 'coach',
      path: `/prikker/${poll.id}`,
      prepare: async (page, t) => {
        await ask(page, t);
        await page.getByRole('button', { name: t('agenda.suggest') }).click();
        await page.getByRole('button', { name: t('agenda.suggestDo') }).waitFor();
      },
    },
    { name: 'a poll that is closed', route: '/prikker/:pollId', who: 'coach', path: `/prikker/${closed.id}`, prepare: async (page, t) => page.getByText(t('agenda.pollClosed')).waitFor() },
    { name: 'a poll that is not there', route: '/prikker/:pollId', who: 'coach', path: `/prikker/${randomUUID()}` },
    { name: 'one\'s own calendar', route: 'agenda', who: 'coach', path: '/instellingen/agenda', prepare: async (page, t) => page.getByText(t('calendar.what')).waitFor() },
    { name: 'practising', route: '/oefenen', who: 'coach', path: '/oefenen', prepare: async (page, t) => page.getByRole('combobox', { name: t('practice.method') }).waitFor() },
  ];
}
