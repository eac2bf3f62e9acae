import type { SessionRowFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useSay } from './use-say.js';

type InWriting = NonNullable<SessionRowFragment['written']>;

/** Where a written session stands, in one line. */
export function useWrittenWords(): (written: InWriting) => string {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  return ({ phaseName, phase, phases, endsAt, lastEndsAt, halted }) => {
    if (!phaseName || phase === null || endsAt === null) return t('written.rowPlanned', { day: formats.shortDay(lastEndsAt) });
    return halted ? t('written.rowHalted') : t('written.row', { number: phase, count: phases, name: say(phaseName), day: formats.shortDay(endsAt) });
  };
}
