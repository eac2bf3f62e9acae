import { useApolloClient } from '@apollo/client/react';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { methodLimits } from '../../../../../schema/methods.js';
import { DryRunMethodDocument } from '../../../generated/graphql.js';
import { asKringError, type KringError } from '../../../platform/errors/kring-error.js';
import { useT } from '../../../platform/i18n/i18n.js';
import { ErrorNote } from '../../../ui/ErrorNote.js';
import { Loading } from '../../../ui/Loading.js';
import type { Composition } from './composition.js';
import type { Run } from './dry-run-view.js';
import { DryRunPlayer } from './DryRunPlayer.js';
import { FaultLine } from './FaultLine.js';
import styles from './Methods.module.css';
import type { Check } from './use-check.js';

const sizes = Array.from({ length: methodLimits.dryRunMost - methodLimits.dryRunLeast + 1 }, (_, at) => at + methodLimits.dryRunLeast);

/** The method with invented people: asked of the server's own engine, which keeps nothing of it. */
export function DryRunPanel({ method, check, onFault }: { method: Composition; check: Check; onFault: () => void }) {
  const t = useT();
  const client = useApolloClient();
  const [people, setPeople] = useState(() => Math.min(Math.max(method.groupMin, methodLimits.dryRunLeast), methodLimits.dryRunMost));
  const [run, setRun] = useState<{ of: Composition; seed: number; run: Run } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<KringError>();
  const faulty = check.state === 'known' && check.faults.length > 0;
  const start = async (): Promise<void> => {
    const seed = run ? run.seed + 1 : 1;
    setBusy(true);
    setFailure(undefined);
    try {
      const { data } = await client.query({ query: DryRunMethodDocument, variables: { method, people, seed }, fetchPolicy: 'no-cache', context: { once: true } });
      if (data) setRun({ of: method, seed, run: data.dryRunMethod });
    } catch (error) {
      setFailure(asKringError(error));
    } finally {
      setBusy(false);
    }
  };
  const noGroups = failure?.fields.some(({ path }) => path === 'people') ?? false;
  return (
    <div className={styles.part}>
      <p>{t('methods.dry.lead')}</p>
      {faulty ? (
        <>
          <p>{t('methods.dry.faultsFirst')}</p>
          <FaultLine check={check} onGo={onFault} urgent={false} />
        </>
      ) : (
        <div className={styles.line}>
          <NativeSelect label={t('methods.dry.people')} value={String(people)} error={noGroups ? t('methods.dry.noGroups') : undefined} onChange={(event) => setPeople(Number(event.currentTarget.value))} data={sizes.map((size) => ({ value: String(size), label: String(size) }))} />
          <Button loading={busy} onClick={() => void start()}>
            {t(run ? 'methods.dry.again' : 'methods.dry.start')}
          </Button>
        </div>
      )}
      {busy && !run && <Loading label={t('methods.dry.busy')} withFace={false} />}
      {failure && !noGroups && (
        <ErrorNote error={failure} onRetry={() => void start()}>
          {t('methods.dry.failed')}
        </ErrorNote>
      )}
      {run && run.of === method && !faulty && <DryRunPlayer key={run.seed} run={run.run} />}
    </div>
  );
}
