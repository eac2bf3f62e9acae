import { useMutation, useQuery } from '@apollo/client/react';
import { Button, NativeSelect } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { MembersDocument, MethodsDocument, ScheduleWrittenDocument, WrittenPlanDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useKeptForm } from '../../platform/forms/use-kept-form.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { useCircle } from '../groups/circle-context.js';
import { membersPage } from '../groups/members-page.js';
import plan from './Plan.module.css';
import { sessionPath } from './session-context.js';
import { useSay } from './use-say.js';
import styles from './Written.module.css';
import { lastDaysOf, notLater, refusedDay, writtenProblems, type WrittenForm, type WrittenProblem } from './written-plan-form.js';

const takesPart = new Set(['LEAD', 'CO_LEAD', 'MEMBER']);
const wallDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' });

/** Plans a session in writing: method, days, people, and what is agreed about them, on one page. */
export function WrittenPlan() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const navigate = useNavigate();
  const viewer = useViewer();
  const { group } = useCircle();
  const members = useQuery(MembersDocument, { variables: { groupId: group.id, first: membersPage } });
  const methods = useQuery(MethodsDocument);
  const people = (members.data?.members.nodes ?? []).filter((member) => takesPart.has(member.role) && member.suspendedAt === null);
  const [form, change, clear] = useKeptForm<WrittenForm>(`written-${group.id}`, { id: newId(), methodKey: '', startsOn: '', changed: {}, facilitatorId: viewer.id, coFacilitatorId: '', contributorId: '' });
  const [tried, setTried] = useState(false);
  const [schedule, { loading, error }] = useMutation(ScheduleWrittenDocument, { refetchQueries: ['Agenda'] });
  const failure = error && asKringError(error);
  const attempt = useRef({ words: '', mutationId: '' });
  const today = wallDay.format(new Date());
  const inWriting = (methods.data?.methods ?? []).filter((method) => method.written);
  const method = inWriting.find(({ key }) => key === form.methodKey);
  const asks = method !== undefined && form.startsOn >= today;
  const found = useQuery(WrittenPlanDocument, { skip: !asks, variables: { groupId: group.id, methodKey: form.methodKey, startsOn: form.startsOn } });
  const days = asks ? (found.data ?? found.previousData)?.writtenPlan : undefined;
  const lastDays = days ? lastDaysOf(days.phases, form.changed) : [];
  const problems = new Set(writtenProblems({ ...form, startsOn: days?.startsOn ?? form.startsOn }, method, lastDays, today));
  const wrong = new Set(days ? notLater(days.startsOn, lastDays) : []);
  const refused = failure && refusedDay(failure.fields.map(({ path }) => path));
  const tooFar = failure?.fields.some(({ code }) => code === 'TOO_BIG') ?? false;
  const problem = (of: WrittenProblem, words: string): string | undefined => (tried && problems.has(of) ? words : undefined);
  const names = people.length > 0 ? people.map(({ person }) => ({ value: person.id, label: person.name })) : [{ value: viewer.id, label: viewer.name }];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0 || !days) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
      return;
    }
    const input = {
      id: form.id, groupId: group.id, methodKey: form.methodKey, startsOn: days.startsOn, lastDays, facilitatorId: form.facilitatorId,
      coFacilitatorId: form.coFacilitatorId === '' ? null : form.coFacilitatorId, contributorId: form.contributorId === '' ? null : form.contributorId,
    };
    const words = JSON.stringify(input);
    if (attempt.current.words !== words) attempt.current = { words, mutationId: newId() };
    schedule({ variables: { input: { mutationId: attempt.current.mutationId, ...input } } })
      .then(() => {
        clear();
        void navigate(sessionPath(form.id), { replace: true });
      })
      .catch(() => undefined);
  };
  const step = (number: number, title: string) => (
    <h3>
      <span aria-hidden="true">{number}</span>
      {title}
    </h3>
  );
  return (
    <form onSubmit={submit} className={plan.steps} noValidate>
      <section className={plan.step} aria-label={t('written.methodStep')}>
        {step(1, t('written.methodStep'))}
        <NativeSelect
          label={t('written.method')}
          description={method ? say(method.purpose) : t('written.ownLive')}
          error={problem('method', t('written.chooseMethod')) ?? problemText(t, failure, 'methodKey')}
          value={form.methodKey}
          onChange={(event) => change({ methodKey: event.currentTarget.value, changed: {} })}
          data={[{ value: '', label: t('written.chooseMethod') }, ...inWriting.map(({ key, name }) => ({ value: key, label: say(name) }))]}
        />
      </section>
      <section className={plan.step} aria-label={t('written.daysStep')}>
        {step(2, t('written.daysStep'))}
        <TextField kind="date" name="startsOn" label={t('written.startsOn')} hint={t('written.startsOnHint')} value={form.startsOn} onChange={(startsOn) => change({ startsOn, changed: {} })} problem={problem('start', t('written.startWrong')) ?? problemText(t, failure, 'startsOn')} />
        {!method && <p className="second">{t('written.needMethod')}</p>}
        {asks && !days && !found.error && <Loading label={t('written.daysLoading')} rows={3} withFace={false} />}
        {asks && found.error && <ErrorNote error={asKringError(found.error)}>{t('written.planFailed')}</ErrorNote>}
        {days && (
          <>
            {days.startsOn !== form.startsOn && <p role="status">{t('written.startMoved', { day: formats.day(`${days.startsOn}T12:00:00`) })}</p>}
            <ol className={styles.days}>
              {days.phases.map((phase, at) => (
                <li key={phase.key}>
                  <TextField
                    kind="date"
                    name={`day-${phase.key}`}
                    label={t('written.lastDay', { name: say(phase.name) })}
                    value={lastDays[at]!}
                    onChange={(day) => change({ changed: { ...form.changed, [phase.key]: day } })}
                    problem={(tried && wrong.has(at)) || (refused === at && !tooFar) ? t('written.dayWrong') : refused === at ? t('written.dayFar', { count: days.mostDays }) : undefined}
                  />
                  <span className={styles.weekday}>{formats.shortDay(`${lastDays[at]!}T12:00:00`)}</span>
                </li>
              ))}
            </ol>
            <p role="status">{t('written.span', { count: days.phases.reduce((sum, phase) => sum + phase.days, 0), day: formats.day(`${lastDays.at(-1)!}T12:00:00`) })}</p>
            <p className="small second">{t('written.untilFive', { time: formats.time(days.phases[0]!.endsAt) })}</p>
            {Object.keys(form.changed).length > 0 && (
              <div>
                <Button variant="subtle" onClick={() => change({ changed: {} })}>
                  {t('written.resetDays')}
                </Button>
              </div>
            )}
          </>
        )}
      </section>
      <section className={plan.step} aria-label={t('written.peopleStep')}>
        {step(3, t('written.peopleStep'))}
        <NativeSelect label={t('written.contributor')} description={t('written.contributorHint')} error={problem('leads', t('written.leadsToo')) ?? problemText(t, failure, 'contributorId')} value={form.contributorId} onChange={(event) => change({ contributorId: event.currentTarget.value })} data={[{ value: '', label: t('written.notKnown') }, ...names]} />
        <NativeSelect
          label={t('intervision.facilitator')}
          description={method?.facilitatorRequired ? t('intervision.facilitatorRequired') : t('intervision.facilitatorJoins')}
          error={problem('facilitator', t('intervision.planProblem.facilitator')) ?? problemText(t, failure, 'facilitatorId')}
          value={form.facilitatorId}
          onChange={(event) => change({ facilitatorId: event.currentTarget.value })}
          data={names}
        />
        <NativeSelect label={t('intervision.coFacilitator')} error={problem('same', t('intervision.planProblem.same')) ?? problemText(t, failure, 'coFacilitatorId')} value={form.coFacilitatorId} onChange={(event) => change({ coFacilitatorId: event.currentTarget.value })} data={[{ value: '', label: t('intervision.nobody') }, ...names]} />
        {days && <Agreed words={say(days.agreement)} />}
        <Visibility reach="circle">{t('written.reach', { count: group.memberCount })}</Visibility>
        {failure && failure.fields.length === 0 && <ErrorNote error={failure}>{t('written.planFailed')}</ErrorNote>}
        <div className="row-wrap">
          <Button type="submit" loading={loading}>
            {t('written.plan')}
          </Button>
        </div>
      </section>
    </form>
  );
}

/** What the group agrees to: the one exception to "nothing moves by itself". */
export function Agreed({ words }: { words: string }) {
  const t = useT();
  return (
    <section className={styles.agreed} aria-label={t('written.agreed')}>
      <IconHandStop size={20} stroke={1.75} aria-hidden />
      <p>
        <b>{t('written.agreed')}</b> {words}
      </p>
    </section>
  );
}
