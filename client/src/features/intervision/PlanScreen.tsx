import { useQuery } from '@apollo/client/react';
import { Button, NativeSelect } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { AgendaDocument, MembersDocument, MethodShelfDocument } from '../../generated/graphql.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { useKeptForm } from '../../platform/forms/use-kept-form.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { hrefFromTyped } from '../../ui/rich-text/safe-href.js';
import { Content } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Segmented } from '../../ui/Segmented.js';
import { TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { useCircle } from '../groups/circle-context.js';
import { CircleFrame } from '../groups/CircleFrame.js';
import { membersPage } from '../groups/members-page.js';
import { MethodChoice } from './MethodChoice.js';
import { MethodSheet } from './MethodSheet.js';
import { FixedMoment } from './MomentFields.js';
import styles from './Plan.module.css';
import { minutesOf, planProblems, type PlanForm, type PlanProblem } from './plan-form.js';
import { PollMoments } from './PollMoments.js';
import { SeriesMoments } from './SeriesMoments.js';
import { emptyForm, usePlanning } from './use-planning.js';
import { useSay } from './use-say.js';
import { PlanKind } from './PlanKind.js';

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
        {agenda.data && (agenda.data.agenda.mayPlan ? <PlanKind live={<PlanFormOnPage />} /> : <NotFound />)}
      </Content>
    </CircleFrame>
  );
}

/** A fixed date, moments that the circle answers, or a rhythm. */
const ways = ['date', 'poll', 'series'] as const;

/** Who takes part in the sessions of a circle (members and who lead it). */
const takesPart = new Set(['LEAD', 'CO_LEAD', 'MEMBER']);

function PlanFormOnPage() {
  const t = useT();
  const say = useSay();
  const viewer = useViewer();
  const { group } = useCircle();
  const members = useQuery(MembersDocument, { variables: { groupId: group.id, first: membersPage } });
  const shelf = useQuery(MethodShelfDocument, { variables: { groupId: group.id }, fetchPolicy: 'cache-and-network' });
  const inside = (members.data?.members.nodes ?? []).filter((member) => takesPart.has(member.role) && member.suspendedAt === null);
  const people = inside.length > 0 ? inside.map(({ person }) => person) : [{ id: viewer.id, name: viewer.name }];
  const [form, change, clear] = useKeptForm<PlanForm>(`plan-${group.id}`, emptyForm(viewer.id));
  const [tried, setTried] = useState(false);
  const { plan, loading, failure } = usePlanning(group.id, clear);
  const method = shelf.data?.methodShelf.methods.find(({ key, archived }) => key === form.methodKey && !archived);
  const link = form.videoLink.trim() === '' ? '' : hrefFromTyped(form.videoLink);
  const problems = new Set(planProblems(form, method, link !== null, new Date()));
  const problem = (...of: PlanProblem[]): string | undefined => {
    const found = tried ? of.find((each) => problems.has(each)) : undefined;
    return found && t(`intervision.planProblem.${found}`);
  };
  const minutes = method ? minutesOf(method, form.short) : null;
  const moment = { form, change, problem, failure };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) {
      // Not a dead button: it leads to what is missing.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"], form [data-problem="true"] input')?.focus());
      return;
    }
    plan(form, link ?? '');
  };
  return (
    <form onSubmit={submit} className={styles.page} noValidate>
      <div className={styles.steps}>
        <Step number={1} title={t('intervision.step.method')}>
          <div data-problem={problem('method') !== undefined || undefined}>
            <MethodChoice form={form} people={inside.length || group.memberCount} problem={problem('method') ?? problemText(t, failure, 'methodKey')} onChange={change} />
          </div>
        </Step>
        <Step number={2} title={t('intervision.step.moment')}>
          <Segmented label={t('agenda.way')} options={ways.map((way) => ({ value: way, label: t(`agenda.way.${way}`) }))} value={form.way} onChange={(way) => change({ way })} />
          {form.way === 'date' && <FixedMoment {...moment} method={method} />}
          {form.way === 'poll' && <PollMoments {...moment} people={people} />}
          {form.way === 'series' && <SeriesMoments {...moment} groupId={group.id} people={people} />}
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
            data={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
          {form.way !== 'series' && (
            <NativeSelect
              label={t('intervision.coFacilitator')}
              description={t('intervision.coFacilitatorHint')}
              error={problem('same') ?? problemText(t, failure, 'coFacilitatorId')}
              value={form.coFacilitatorId}
              onChange={(event) => change({ coFacilitatorId: event.currentTarget.value })}
              data={[{ value: '', label: t('intervision.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          )}
          <Visibility reach="circle">{t('intervision.planReach', { count: group.memberCount })}</Visibility>
          <p className="small second">{t('agenda.calendarTitle')}</p>
        </Step>
        {failure && failure.fields.length === 0 && <ErrorNote error={failure}>{t('intervision.planFailed')}</ErrorNote>}
        {failure?.fields.some(({ path }) => path === 'input.moments') && <ErrorNote error={failure}>{problemText(t, failure, 'moments') ?? ''}</ErrorNote>}
        <div className="row-wrap">
          <Button type="submit" loading={loading}>
            {t(form.way === 'poll' ? 'agenda.askDo' : form.way === 'series' ? 'agenda.seriesDo' : 'intervision.planDo')}
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
