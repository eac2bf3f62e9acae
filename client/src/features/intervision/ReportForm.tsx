import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Checkbox } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { limits } from '../../../../schema/limits.js';
import { EraseReportDocument, KeepReportDocument, ReportDocument, type ReportFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { bodyOf } from '../../platform/drafts/body.js';
import { reportPlace } from '../../platform/drafts/places.js';
import { useDraft } from '../../platform/drafts/use-draft.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { plainText } from '../../ui/rich-text/rich-text-document.js';
import { SavedState } from '../../ui/SavedState.js';
import { LongTextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './After.module.css';
import { fieldsOf } from './entry-body.js';
import { reportable, type Reportable } from './report-lines.js';
import { useOpenSession } from './session-context.js';
import { useSay } from './use-say.js';

export const reportsPath = '/mijn-verslagen';
export const reportPath = (sessionId: string): string => `${reportsPath}/${sessionId}`;

/** What somebody keeps of this session for themselves: their own words, chosen one by one. */
export function ReportForm() {
  const t = useT();
  const { page } = useOpenSession();
  const { data, error } = useQuery(ReportDocument, { variables: { sessionId: page.session.id }, fetchPolicy: 'cache-and-network' });
  return (
    <section className={styles.block} aria-labelledby="report">
      <h2 id="report">{t('after.report.title')}</h2>
      <p className="second">{t('after.report.lead')}</p>
      {error && !data && <ErrorNote error={asKringError(error)} />}
      {data && <OpenForm key={data.report?.version ?? 0} report={data.report ?? null} />}
    </section>
  );
}

const words = (body: string): string => Object.values(fieldsOf(body) ?? { body }).join('\n');

function OpenForm({ report }: { report: ReportFieldsFragment | null }) {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { page } = useOpenSession();
  const sessionId = page.session.id;
  const lines = useMemo<Reportable[]>(() => {
    const present = reportable(page);
    const gone = (report?.lines ?? []).filter(({ textId }) => !present.some((line) => line.textId === textId));
    return [...present, ...gone.map((line) => ({ textId: line.textId, phase: -1, phaseName: line.phaseName, body: line.text, marked: line.marked ?? null, preset: true }))];
  }, [page, report]);
  const [changed, setChanged] = useState<Record<string, boolean>>({});
  const choose = (textId: string, checked: boolean) => setChanged((before) => ({ ...before, [textId]: checked }));
  const isChosen = (line: Reportable): boolean => changed[line.textId] ?? (report ? report.lines.some(({ textId }) => textId === line.textId) : line.preset);
  const draft = useDraft(reportPlace(sessionId), { confidential: true });
  const own = draft.body ? plainText(draft.body) : (report?.words ?? '');
  const [keep, keeping] = useMutation(KeepReportDocument);
  const [erase, erasing] = useMutation(EraseReportDocument, { refetchQueries: ['Report', 'Reports'] });
  const attempt = useRef({ words: '', mutationId: '' });
  const id = useRef(report?.id ?? newId());
  const failure = keeping.error && asKringError(keeping.error);
  const textIds = lines.filter(isChosen).map(({ textId }) => textId);
  const nothing = textIds.length === 0 && own.trim() === '';

  const save = () => {
    const input = { id: id.current, sessionId, textIds, words: own.trim(), ifVersion: report?.version ?? 0 };
    const asked = JSON.stringify(input);
    if (attempt.current.words !== asked) attempt.current = { words: asked, mutationId: newId() };
    keep({ variables: { input: { mutationId: attempt.current.mutationId, ...input } }, refetchQueries: ['Report', 'Reports'] })
      .then(() => draft.discard())
      .catch(() => undefined);
  };
  return (
    <>
      <Visibility reach="me">{t('after.report.reach')}</Visibility>
      {lines.length > 0 ? (
        <fieldset className={styles.choices}>
          <legend>{t('after.report.choose')}</legend>
          {lines.map((line) => (
            <Checkbox
              key={line.textId}
              checked={isChosen(line)}
              onChange={(event) => choose(line.textId, event.currentTarget.checked)}
              label={<span className={`voice ${styles.words}`}>{words(line.body)}</span>}
              description={line.marked ? t('after.report.marked', { phase: say(line.phaseName), mark: say(line.marked) }) : say(line.phaseName)}
            />
          ))}
        </fieldset>
      ) : (
        <p className="second">{t('after.report.nothingYours')}</p>
      )}
      <LongTextField
        voice
        name="report-words"
        label={t('after.report.words')}
        hint={t('after.report.wordsHint')}
        maxLength={limits.sessionText}
        value={own}
        problem={problemText(t, failure, 'words')}
        onChange={(value) => draft.write(bodyOf(value))}
      />
      <SavedState state={draft.state} />
      {failure && failure.fields.length === 0 && <ErrorNote error={failure}>{t('after.report.failed')}</ErrorNote>}
      <div className="row-wrap">
        {!nothing && (
          <Button onClick={save} loading={keeping.loading} variant={report ? 'default' : 'filled'}>
            {t(report ? 'after.report.keepAgain' : 'after.report.keep')}
          </Button>
        )}
        {report && (
          <ConfirmInline
            label={t('after.report.erase')}
            question={t('after.report.eraseQuestion')}
            confirm={t('after.report.eraseConfirm')}
            busy={erasing.loading}
            onConfirm={() => void erase({ variables: { input: { mutationId: newId(), id: report.id } } }).catch(() => undefined)}
          />
        )}
      </div>
      {report && (
        <p className="small" role="status">
          {t('after.report.kept', { when: formats.stamp(report.keptAt) })} <Link to={reportPath(sessionId)}>{t('after.report.print')}</Link>. <Link to={reportsPath}>{t('after.reports.all')}</Link>.
        </p>
      )}
      {erasing.error && <ErrorNote error={asKringError(erasing.error)} />}
    </>
  );
}
