import { useMutation, useQuery } from '@apollo/client/react';
import { Button, NativeSelect } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { MembersDocument, MethodShelfDocument, ScheduleSessionDocument, AgendaDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useKeptForm } from '../../platform/forms/use-kept-form.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { hrefFromTyped } from '../../ui/rich-text/safe-href.js';
import { Content } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { useCircle } from '../groups/circle-context.js';
import { CircleFrame } from '../groups/CircleFrame.js';
import { membersPage } from '../groups/members-page.js';
import { MethodChoice } from './MethodChoice.js';
import { MethodSheet } from './MethodSheet.js';
import styles from './Plan.module.css';
import { endOf, minutesOf, planProblems, startOf, type PlanForm } from './plan-form.js';
import { sessionPath } from './session-context.js';
import { useSay } from './use-say.js';

/** From "we should meet" to a moment, on one page: circle and method, moment, who leads. */
export function PlanScreen() {
  const t = useT();
  const { group } = useCircle();
  const agenda = useQuery(AgendaDocument, { variables: { groupId: group.id } });
  return (
    <CircleFrame>
      <Content>
        <h2 className={styles.title}>{t('intervision.plan')}</h2>
        {!agenda.data && agenda.error && <ScreenFailed error={agenda.error} onRetry={() => void agenda.refetch().catch(() => undefined)} />}
        {!agenda.data && !agenda.error && <Loading label={t('intervision.agendaLoading')} withFace={false} />}
        {agenda.data && (agenda.data.agenda.mayPlan ? <PlanFormOnPage /> : <NotFound />)}
      </Content>
    </CircleFrame>
  );
}

/** Who takes part in the sessions of a circle (members and who lead it). */
const takesPart = new Set(['LEAD', 'CO_LEAD', 'MEMBER']);

function PlanFormOnPage() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const navigate = useNavigate();
  const viewer = useViewer();
  const { group } = useCircle();
  const members = useQuery(MembersDocument, { variables: { groupId: group.id, first: membersPage } });
  const shelf = useQuery(MethodShelfDocument, { variables: { groupId: group.id }, fetchPolicy: 'cache-and-network' });
  const people = (members.data?.members.nodes ?? []).filter((member) => takesPart.has(member.role) && member.suspendedAt === null);
  const [form, change, clear] = useKeptForm<PlanForm>(`plan-${group.id}`, {
    id: newId(), slot: 75, caseTags: [], methodKey: '', short: false, date: '', time: '', place: '', videoLink: '', facilitatorId: viewer.id, coFacilitatorId: '',
  });
  const [tried, setTried] = useState(false);
  const [schedule, { loading, error }] = useMutation(ScheduleSessionDocument, { refetchQueries: ['Agenda'] });
  const failure = error && asKringError(error);
  const attempt = useRef({ words: '', mutationId: '' });
  const method = shelf.data?.methodShelf.methods.find(({ key, archived }) => key === form.methodKey && !archived);
  const link = form.videoLink.trim() === '' ? '' : hrefFromTyped(form.videoLink);
  const problems = new Set(planProblems(form, method, link !== null, new Date()));
  const problem = (...of: ('method' | 'date' | 'time' | 'past' | 'facilitator' | 'same' | 'link')[]): string | undefined => {
    const found = tried ? of.find((each) => problems.has(each)) : undefined;
    return found && t(`intervision.planProblem.${found}`);
  };
  const start = startOf(form);
  const end = endOf(form, method);
  const minutes = method ? minutesOf(method, form.short) : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0 || !start) {
      // Not a dead button: it leads to what is missing.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"], form [data-problem="true"] input')?.focus());
      return;
    }
    const input = {
      id: form.id, groupId: group.id, methodKey: form.methodKey, short: form.short, startsAt: start.toISOString(), place: form.place.trim(), videoLink: link ?? '',
      facilitatorId: form.facilitatorId, coFacilitatorId: form.coFacilitatorId === '' ? null : form.coFacilitatorId,
    };
    const words = JSON.stringify(input);
    // The same attempt keeps its number; other words are another attempt.
    if (attempt.current.words !== words) attempt.current = { words, mutationId: newId() };
    schedule({ variables: { input: { mutationId: attempt.current.mutationId, ...input } } })
      .then(() => {
        clear();
        void navigate(sessionPath(form.id), { replace: true });
      })
      .catch(() => undefined);
  };
  return (
    <form onSubmit={submit} className={styles.page} noValidate>
      <div className={styles.steps}>
        <Step number={1} title={t('intervision.step.method')}>
          <div data-problem={problem('method') !== undefined || undefined}>
            <MethodChoice form={form} people={people.length || group.memberCount} problem={problem('method') ?? problemText(t, failure, 'methodKey')} onChange={change} />
          </div>
        </Step>
        <Step number={2} title={t('intervision.step.moment')}>
          {/* the browser's own fields: they know the keyboard, the screen reader and the phone */}
          <div className={styles.pair}>
            <TextField kind="date" name="date" label={t('intervision.date')} value={form.date} onChange={(date) => change({ date })} problem={problem('date', 'past') ?? problemText(t, failure, 'startsAt')} />
            <TextField kind="time" name="time" label={t('intervision.time')} value={form.time} onChange={(time) => change({ time })} problem={problem('time')} />
          </div>
          <p className={styles.preview} role="status">
            <IconCalendarEvent size={20} stroke={1.75} aria-hidden />
            <span>
              {start && end ? t('intervision.preview', { day: formats.day(start), from: formats.time(start), to: formats.time(end), count: minutes ?? 0 }) : t('intervision.previewMissing')}
            </span>
          </p>
          <TextField name="place" label={t('intervision.place')} hint={t('intervision.placeHint')} maxLength={140} value={form.place} onChange={(place) => change({ place })} problem={problemText(t, failure, 'place')} />
          <TextField name="videoLink" label={t('intervision.videoLink')} hint={t('intervision.videoLinkHint')} value={form.videoLink} onChange={(videoLink) => change({ videoLink })} problem={problem('link') ?? problemText(t, failure, 'videoLink')} />
        </Step>
        <Step number={3} title={t('intervision.step.lead')}>
          <NativeSelect
            label={t('intervision.facilitator')}
            description={method?.facilitatorRequired ? t('intervision.facilitatorRequired') : t('intervision.facilitatorJoins')}
            error={problem('facilitator') ?? problemText(t, failure, 'facilitatorId')}
            value={form.facilitatorId}
            onChange={(event) => change({ facilitatorId: event.currentTarget.value })}
            data={people.length > 0 ? people.map(({ person }) => ({ value: person.id, label: person.name })) : [{ value: viewer.id, label: viewer.name }]}
          />
          <NativeSelect
            label={t('intervision.coFacilitator')}
            description={t('intervision.coFacilitatorHint')}
            error={problem('same') ?? problemText(t, failure, 'coFacilitatorId')}
            value={form.coFacilitatorId}
            onChange={(event) => change({ coFacilitatorId: event.currentTarget.value })}
            data={[{ value: '', label: t('intervision.nobody') }, ...people.map(({ person }) => ({ value: person.id, label: person.name }))]}
          />
          <Visibility reach="circle">{t('intervision.planReach', { count: group.memberCount })}</Visibility>
          <p className="small second">{t('intervision.planTitleHint')}</p>
        </Step>
        {failure && failure.fields.length === 0 && <ErrorNote error={failure}>{t('intervision.planFailed')}</ErrorNote>}
        <div className="row-wrap">
          <Button type="submit" loading={loading}>
            {t('intervision.planDo')}
          </Button>
        </div>
      </div>
      {method && (
        <aside className={styles.beside} aria-label={t('intervision.about')}>
          <MethodSheet
            name={say(method.name)}
            minutes={minutes ?? method.minutes}
            phases={method.phases.map((phase, at) => ({ key: `${phase.key} ${at}`, name: say(phase.name), minutes: phase.minutes, private: phase.private }))}
            rules={method.rules.map(say)}
          >
            {form.short && <p className="small second">{t('intervision.sheetShort', { count: minutes ?? 0 })}</p>}
            <p className="small second">{t('intervision.groupSize', { min: method.groupMin, max: method.groupMax })}</p>
          </MethodSheet>
        </aside>
      )}
    </form>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className={styles.step} aria-label={title}>
      <h3>
        <span aria-hidden="true">{number}</span>
        {title}
      </h3>
      {children}
    </section>
  );
}
