import { useApolloClient } from '@apollo/client/react';
import { Button, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { CreateMethodDocument, EditMethodDocument, type MethodSheetFieldsFragment } from '../../../generated/graphql.js';
import { newId } from '../../../platform/apollo/new-id.js';
import { asKringError, type KringError } from '../../../platform/errors/kring-error.js';
import { useT } from '../../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../../ui/ConfirmInline.js';
import { ErrorNote } from '../../../ui/ErrorNote.js';
import { useAnnounce } from '../../../ui/LiveRegions.js';
import { SavedState } from '../../../ui/SavedState.js';
import { Segmented } from '../../../ui/Segmented.js';
import { Visibility } from '../../../ui/Visibility.js';
import { useCircle } from '../../groups/circle-context.js';
import { MethodSheet } from '../MethodSheet.js';
import { useSay } from '../use-say.js';
import { AboutMethod } from './AboutMethod.js';
import { BlockList } from './BlockList.js';
import { isHidden, minutesOf, compositionOf, type Kept } from './composition.js';
import { DryRunPanel } from './DryRunPanel.js';
import { FaultLine } from './FaultLine.js';
import { methodsPath } from './method-paths.js';
import styles from './Methods.module.css';
import { PreviewPanel } from './PreviewPanel.js';
import { TwoMethods } from './TwoMethods.js';
import { useCheck } from './use-check.js';
import { useComposition } from './use-composition.js';

interface Props {
  sheet: MethodSheetFieldsFragment;
  start: Kept;
  owners: { id: string; name: string }[];
  mayMakeHere: boolean;
  isNew: boolean;
}

type Tab = 'compose' | 'preview' | 'dryRun';

/** Making a method: what it is called, its phases, how each of them looks, and a trial with invented people. */
export function MethodComposer({ sheet, start, owners, mayMakeHere, isNew }: Props) {
  const t = useT();
  const say = useSay();
  const client = useApolloClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { group } = useCircle();
  const composing = useComposition(group.id, isNew ? null : start.id, start);
  const { kept, draft, change, replace } = composing;
  const { method } = kept;
  const check = useCheck(method);
  const [tab, setTab] = useState<Tab>('compose');
  const [ownerId, setOwnerId] = useState(mayMakeHere ? '' : (owners[0]?.id ?? ''));
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<KringError>();
  const [saved, setSaved] = useState<number>();
  const [newer, setNewer] = useState<MethodSheetFieldsFragment>();
  const attempt = useRef({ words: '', mutationId: '' });

  const save = async (next: Kept): Promise<void> => {
    setTried(true);
    setFailure(undefined);
    if (check.state === 'known' && check.faults.length > 0) return toFault();
    setBusy(true);
    const where = isNew ? { id: next.id, groupId: ownerId === '' ? group.id : null, organisationId: ownerId === '' ? null : ownerId } : { methodId: next.id, ifVersion: next.version };
    const words = JSON.stringify([where, next.method]);
    if (attempt.current.words !== words) attempt.current = { words, mutationId: newId() };
    const { mutationId } = attempt.current;
    try {
      if (isNew) {
        await client.mutate({ mutation: CreateMethodDocument, variables: { input: { mutationId, method: next.method, ...(where as { id: string; groupId: string | null; organisationId: string | null }) } }, refetchQueries: ['MethodShelf'] });
        await draft.discard();
        announce(t('methods.saved', { count: 1 }));
        void navigate(methodsPath(group.id), { replace: true });
        return;
      }
      const { data } = await client.mutate({ mutation: EditMethodDocument, variables: { input: { mutationId, method: next.method, ...(where as { methodId: string; ifVersion: number }) } } });
      const result = data?.editMethod;
      if (result?.__typename === 'MethodConflict') setNewer(result.current);
      if (result?.__typename === 'EditedMethod') {
        const version = result.sheet.method.version ?? next.version + 1;
        replace({ ...next, method: compositionOf(result.sheet.composed), version });
        await draft.discard();
        setSaved(version);
      }
    } catch (error) {
      setFailure(asKringError(error));
    } finally {
      setBusy(false);
    }
  };
  const toFault = (): void => {
    setTab('compose');
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-fault="true"]')?.focus());
  };

  if (newer)
    return (
      <TwoMethods
        title={t('methods.conflict')}
        mine={{ label: t('methods.conflictMine'), method }}
        theirs={{ label: t('methods.conflictTheirs', { count: newer.method.version ?? 0 }), method: compositionOf(newer.composed) }}
        busy={busy}
        onMine={() => {
          const next = { ...kept, version: newer.method.version ?? kept.version };
          replace(next);
          setNewer(undefined);
          void save(next);
        }}
        onTheirs={() => {
          replace({ ...kept, method: compositionOf(newer.composed), version: newer.method.version ?? kept.version });
          void draft.discard();
          setNewer(undefined);
        }}
      />
    );
  if (composing.conflict)
    return (
      <TwoMethods
        title={t('methods.conflict')}
        mine={{ label: t('methods.conflictMine'), method: composing.conflict.mine.method }}
        theirs={{ label: t('methods.conflictOther'), method: composing.conflict.theirs.method }}
        onMine={() => draft.resolve('mine')}
        onTheirs={() => draft.resolve('theirs')}
      />
    );
  const owner = owners.find(({ id }) => id === ownerId);
  const hasOther = isNew && kept.id !== start.id;
  const circleName = sheet.method.origin === 'ORGANISATION' && !isNew ? sheet.method.ownerName : (owner?.name ?? null);
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <h2>{t(isNew ? 'methods.composing' : 'methods.changing')}</h2>
        {hasOther && (
          <div className={styles.notice}>
            <p>{t('methods.draftWaits')}</p>
            <ConfirmInline label={t('methods.startAnew')} question={t('methods.startAnewQuestion')} confirm={t('methods.throwAwayYes')} onConfirm={() => replace(start)} />
          </div>
        )}
        <Segmented label={t('methods.tab')} options={(['compose', 'preview', 'dryRun'] as const).map((value) => ({ value, label: t(`methods.tab.${value}`) }))} value={tab} onChange={setTab} />
        {tab === 'compose' && (
          <>
            <AboutMethod method={method} faults={check.faults} onChange={change} />
            <BlockList sheet={sheet} method={method} faults={check.faults} undo={composing.undo} onChange={change} />
            {isNew && owners.length > 0 && (
              <NativeSelect
                label={t('methods.forWhom')}
                value={ownerId}
                onChange={(event) => setOwnerId(event.currentTarget.value)}
                data={[...(mayMakeHere ? [{ value: '', label: t('methods.forCircle') }] : []), ...owners.map(({ id, name }) => ({ value: id, label: t('methods.forOrganisation', { name }) }))]}
              />
            )}
            <p className="small second">{t('methods.noNames')}</p>
            <Visibility reach={circleName ? 'region' : 'circle'}>{circleName ? t('methods.reachOrganisation', { name: circleName }) : t('methods.reachCircle', { count: group.memberCount })}</Visibility>
            <Visibility reach="me">{t('methods.reachDraft')}</Visibility>
            <FaultLine check={check} onGo={toFault} urgent={tried} />
            {failure && <ErrorNote error={failure}>{t('methods.saveFailed')}</ErrorNote>}
            {saved !== undefined && kept.version === saved && (
              <p className="small" role="status">
                {t('methods.saved', { count: saved })}
              </p>
            )}
            <div className="row-wrap">
              <Button loading={busy} onClick={() => void save(kept)}>
                {t('methods.save')}
              </Button>
              <SavedState state={draft.state} />
              <span className="grow" />
              <ConfirmInline
                label={t('methods.throwAway')}
                question={t('methods.throwAwayQuestion')}
                confirm={t('methods.throwAwayYes')}
                onConfirm={() => {
                  void draft.discard().catch(() => undefined);
                  void navigate(methodsPath(group.id));
                }}
              />
            </div>
          </>
        )}
        {tab === 'preview' && <PreviewPanel method={method} />}
        {tab === 'dryRun' && <DryRunPanel method={method} check={check} onFault={toFault} />}
      </div>
      <aside className={styles.beside} aria-label={t('methods.about')}>
        <MethodSheet
          name={say(method.name) || method.name.nl || t('methods.new')}
          minutes={minutesOf(method)}
          phases={method.blocks.map((block) => ({ key: block.key, name: say(block.name) || block.name.nl, minutes: block.minutes, private: isHidden(block) }))}
          rules={method.rules.map((rule) => say(rule) || rule.nl)}
        >
          {check.minutes !== null && <p className="small second">{t('methods.whole', { count: check.minutes })}</p>}
          <p className="small second">{t('intervision.groupSize', { min: method.groupMin, max: method.groupMax })}</p>
        </MethodSheet>
      </aside>
    </div>
  );
}
