import { useApolloClient } from '@apollo/client/react';
import { Button, Radio, Switch } from '@mantine/core';
import { IconCalendarEvent, IconGauge, IconMapPin, IconUserCheck, IconVideo } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Avatar } from '../../ui/Avatar.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { Tag } from '../../ui/Tag.js';
import { ComingChoice } from '../agenda/ComingChoice.js';
import { agendaPath, circlePath } from '../groups/circle-context.js';
import { BeamerControls } from './BeamerControls.js';
import { KeptLine } from './KeptLine.js';
import { CaseChoice } from './CaseChoice.js';
import { CasePreparation } from './CasePreparation.js';
import styles from './Lobby.module.css';
import { MethodSheet } from './MethodSheet.js';
import { MoveSession } from './MoveSession.js';
import { PrimaryButton } from './PrimaryButton.js';
import ring from './Ring.module.css';
import { RingDrawing } from './RingDrawing.js';
import { RoomBar } from './RoomBar.js';
import { RoomCode } from './RoomCode.js';
import { SafeLink } from './SafeLink.js';
import { SessionRoles } from './SessionRoles.js';
import { SessionProblem } from './SessionProblem.js';
import { graceSettings } from './session-times.js';
import { refreshSession } from './session-cache.js';
import { useOpenSession } from './session-context.js';
import { Turns } from './Turns.js';
import { useCases } from './use-cases.js';
import { useSay } from './use-say.js';

const sign = { size: 20, stroke: 1.75, 'aria-hidden': true as const };

/** Before it begins: what, when, where, who leads; who is here already; what we agree on; how somebody wants to take part. */
export function BeforeSession() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { page, may, acts, leads, firstNameOf, nameOf } = useOpenSession();
  const client = useApolloClient();
  const { session, state } = page;
  const cancelled = state.status === 'CANCELLED';
  const end = new Date(Date.parse(session.startsAt) + session.minutes * 60_000);
  const lead = firstNameOf(state.facilitatorId);
  return (
    <>
      <RoomBar title={t('intervision.title')} />
      <main id="main" className={styles.lobby} tabIndex={-1}>
        <div className={styles.main}>
          <h1 tabIndex={-1}>{say(session.methodName)}</h1>
          {cancelled && <p className={styles.cancelled}>{t('intervision.cancelled')}</p>}
          <ul className={styles.facts}>
            <li>
              <IconCalendarEvent {...sign} />
              <span>
                {t('intervision.when', { day: formats.day(session.startsAt), from: formats.time(session.startsAt), to: formats.time(end) })}
              </span>
            </li>
            {session.place !== '' && (
              <li>
                <IconMapPin {...sign} />
                <span>{session.place}</span>
              </li>
            )}
            {session.videoLink !== '' && (
              <li>
                <IconVideo {...sign} />
                <SafeLink href={session.videoLink}>{t('intervision.videoLink')}</SafeLink>
              </li>
            )}
            <li>
              <IconUserCheck {...sign} />
              <span>
                {session.facilitator ? t('intervision.ledBy', { name: session.facilitator.name }) : t('intervision.nobodyLeads')}
                {session.coFacilitator && (
                  <>
                    <br />
                    {t('intervision.secondIs', { name: session.coFacilitator.name })}
                  </>
                )}
              </span>
            </li>
            {page.script.speed > 1 && (
              <li>
                <IconGauge {...sign} />
                <span>{t('practice.takes', { speed: page.script.speed, planned: page.script.minutes, count: session.minutes })}</span>
              </li>
            )}
          </ul>
          {!cancelled && (
            <section className={styles.action} aria-label={t('intervision.begin')}>
              <PrimaryButton />
              {!leads && <p role="status">{t(state.status === 'LOBBY' ? 'intervision.waitForStart' : 'intervision.waitForLobby', { name: lead ?? t('intervision.theFacilitator') })}</p>}
              {!may('ENTER') && state.status === 'LOBBY' && (
                <p>
                  <Link to={circlePath(session.groupId)}>{t('groups.pact.readFirst')}</Link>
                </p>
              )}
              <SessionProblem />
            </section>
          )}
          {!cancelled && session.appointment && <ComingChoice appointmentId={session.id} planned={session.appointment} nameOf={nameOf} onChanged={() => refreshSession(client, session.id)} />}
          <section className={styles.block}>
            <h2>{t('intervision.agreement.title')}</h2>
            <ul className={styles.agreement}>
              <li className="voice">{t('intervision.agreement.stays')}</li>
              <li className="voice">{t('intervision.agreement.noNames')}</li>
              <li className="voice">{t('intervision.agreement.noRecording')}</li>
            </ul>
            <KeptLine session={session} />
          </section>
          {may('ENTER') && state.status === 'LOBBY' && <HowIJoin />}
          <SessionRoles />
          {!cancelled && <BeforeCases />}
          {may('CHANGE_PLAN') && <MoveSession />}
          {may('CHANGE_PLAN') && (
            <section className={styles.block}>
              <ConfirmInline
                label={t('intervision.cancel')}
                question={t('intervision.cancelQuestion')}
                confirm={t('intervision.cancel')}
                busy={acts.busy === 'cancelSession'}
                onConfirm={() => void acts.act('cancelSession', {})}
              />
            </section>
          )}
          {cancelled && (
            <Button component={Link} to={agendaPath(session.groupId)} variant="default">
              {t('intervision.toAgenda')}
            </Button>
          )}
        </div>
        <aside className={styles.beside} aria-label={t('intervision.about')}>
          {state.status === 'LOBBY' && <WhoIsHere />}
          {state.status === 'LOBBY' && <RoomCode />}
          {state.status === 'LOBBY' && leads && <BeamerControls />}
          {!cancelled && <Turns groupId={session.groupId} />}
          <MethodSheet
            name={say(session.methodName)}
            minutes={page.script.minutes}
            phases={page.script.phases.map((phase) => ({ key: phase.id, name: say(phase.name), minutes: phase.minutes, private: phase.sealed }))}
            rules={page.script.rules.map(say)}
          />
        </aside>
      </main>
    </>
  );
}

/** One's own case, and the titles that were put forward; nothing where everyone brings something of their own. */
function BeforeCases() {
  const { page } = useOpenSession();
  const found = useCases(page.session.id, page.session.groupId);
  if (page.script.everyoneContributes) return null;
  return (
    <>
      {found.cases && <CaseChoice cases={found.cases} />}
      {!page.me.roles.includes('observer') && <CasePreparation {...found} />}
    </>
  );
}

function WhoIsHere() {
  const t = useT();
  const { page } = useOpenSession();
  const viewer = useViewer();
  const here = page.people.filter((person) => person.here);
  const others = page.people.filter((person) => !person.here);
  return (
    <section className={styles.people}>
      <h2>{t('intervision.hereNow', { count: here.length, people: page.people.length })}</h2>
      <div className={ring.clock} aria-hidden="true">
        <RingDrawing
          label=""
          minutes={page.script.phases.map(({ minutes }) => minutes)}
          at={-1}
          share={0}
          halted={false}
          radius={80}
          width={13}
          seats={page.people.map(({ person, here: isHere }) => ({ key: person.id, kind: isHere ? 'ready' : 'away' }))}
        />
        <span className={ring.middle}>
          <b>{here.length}</b>
          <small>{t('before.ofPeople', { count: page.people.length })}</small>
        </span>
      </div>
      <ul>
        {[...here, ...others].map(({ person, here: isHere, observer, silent }) => (
          <li key={person.id} data-away={!isHere || undefined}>
            <Avatar id={person.id} name={person.name} here={isHere} decorative />
            <span className="grow">
              {person.name}
              {person.id === viewer.id && ` (${t('groups.you')})`}
            </span>
            {observer && <Tag>{t('intervision.observer')}</Tag>}
            {silent && <Tag>{t('intervision.silent')}</Tag>}
            {!isHere && <span className="small muted">{t('intervision.notYet')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Two choices that only concern oneself; both can be changed at any time. */
function HowIJoin() {
  const t = useT();
  const { page, acts, firstNameOf } = useOpenSession();
  const { me, state } = page;
  const name = firstNameOf(state.facilitatorId) ?? t('intervision.theFacilitator');
  return (
    <section className={styles.block}>
      <h2>{t('intervision.howIJoin')}</h2>
      <Switch
        size="md"
        label={t('intervision.silent')}
        description={t('intervision.silentMeans', { name })}
        checked={me.silent}
        onChange={(event) => void acts.act('enterSession', { silent: event.currentTarget.checked })}
      />
      <Radio.Group
        name="grace"
        label={t('intervision.graceLabel')}
        description={t('intervision.graceHint')}
        value={String(me.graceSeconds)}
        onChange={(value) => void acts.act('enterSession', { graceSeconds: Number(value) })}
      >
        <div className="row-wrap">
          {graceSettings.map((seconds) => (
            <Radio key={seconds} value={String(seconds)} label={t('intervision.seconds', { count: seconds })} size="md" />
          ))}
        </div>
      </Radio.Group>
    </section>
  );
}
