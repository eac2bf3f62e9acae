import { Button, NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconChevronDown, IconChevronUp, IconEyeOff, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type BlockKind, blockKinds, methodLimits } from '../../../../../schema/methods.js';
import type { MethodSheetFieldsFragment } from '../../../generated/graphql.js';
import { useT } from '../../../platform/i18n/i18n.js';
import { IconButton } from '../../../ui/IconButton.js';
import { useAnnounce } from '../../../ui/LiveRegions.js';
import { useSay } from '../use-say.js';
import { BlockEditor } from './BlockEditor.js';
import { faultAt, faultsOfBlock, freeKey, isHidden, moved, newBlock, type Block, type Composition, type Fault } from './composition.js';
import { faultSentence } from './fault-sentence.js';
import styles from './Methods.module.css';

interface Props {
  sheet: MethodSheetFieldsFragment;
  method: Composition;
  faults: readonly Fault[];
  undo: (() => void) | null;
  onChange: (next: (before: Composition) => Composition) => void;
}

/** The phases in their order: open one to change it, move it with buttons, take it away, take that back. */
export function BlockList({ sheet, method, faults, undo, onChange }: Props) {
  const t = useT();
  const say = useSay();
  const announce = useAnnounce();
  const [open, setOpen] = useState<string | null>(null);
  const [kind, setKind] = useState<BlockKind>('write');
  const list = useRef<HTMLOListElement>(null);
  /** where the focus goes after a move or a removal: it would be lost with what was pressed */
  const [focus, setFocus] = useState<string | null>(null);
  useEffect(() => {
    if (focus === null) return;
    list.current?.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
    setFocus(null);
  }, [focus]);
  const nameOf = (block: Block): string => say(block.name) || block.name.nl || t('methods.nameless');
  const blocks = (next: (before: readonly Block[]) => Block[]): void => onChange((before) => ({ ...before, blocks: next(before.blocks) }));
  const move = (block: Block, from: number, to: number): void => {
    blocks((before) => moved(before, from, to));
    announce(t('methods.movedTo', { name: nameOf(block), number: to + 1 }));
    const last = to === (to < from ? 0 : method.blocks.length - 1);
    setFocus(`${last ? (to < from ? 'down' : 'up') : to < from ? 'up' : 'down'}-${block.key}`);
  };
  const remove = (block: Block, at: number): void => {
    blocks((before) => before.filter(({ key }) => key !== block.key));
    announce(t('methods.removed', { name: nameOf(block) }));
    const next = method.blocks[at + 1] ?? method.blocks[at - 1];
    if (next) setFocus(`open-${next.key}`);
  };
  const add = (): void => {
    const key = freeKey(method);
    const name = t(`methods.kind.${kind}`);
    blocks((before) => [...before, newBlock(kind, key, { nl: name, en: '' })]);
    announce(t('methods.addedBlock', { name }));
    setOpen(key);
    setFocus(`open-${key}`);
  };
  const general = faultAt(faults, 'blocks');
  const whole = general?.path === 'blocks' ? faultSentence(t, general) : undefined;
  const hasGone = faultAt(faults, 'basedOn');
  return (
    <section className={styles.part} aria-label={t('methods.blocks')}>
      <div className={styles.head}>
        <h3>{t('methods.blocks')}</h3>
        {undo && (
          <Button
            size="sm"
            variant="subtle"
            leftSection={<IconArrowBackUp size={18} stroke={1.75} aria-hidden />}
            onClick={() => {
              undo();
              announce(t('methods.undone'));
            }}
          >
            {t('methods.undo')}
          </Button>
        )}
      </div>
      <p className="small second">{t('methods.blocksHint')}</p>
      {(whole ?? hasGone) && (
        <p className={styles.fault} data-fault="true" tabIndex={-1}>
          {whole ?? faultSentence(t, hasGone)}
        </p>
      )}
      <ol className={styles.blocks} ref={list}>
        {method.blocks.map((block, at) => {
          const wrong = faultsOfBlock(faults, at);
          const isOpen = open === block.key;
          const name = nameOf(block);
          return (
            <li key={block.key} data-hidden={isHidden(block) || undefined}>
              <div className={styles.bar}>
                <button
                  type="button"
                  className={styles.opener}
                  data-focus={`open-${block.key}`}
                  // until it is open, this is the way to its fault
                  data-fault={(wrong.length > 0 && !isOpen) || undefined}
                  aria-expanded={isOpen}
                  aria-label={t('methods.open', { number: at + 1, name })}
                  onClick={() => setOpen(isOpen ? null : block.key)}
                >
                  <span className="muted">{at + 1}</span>
                  <span className={styles.what}>
                    <b>
                      {name}
                      {isHidden(block) && <IconEyeOff size={16} stroke={1.75} aria-label={t('intervision.private')} />}
                    </b>
                    <span className="tiny muted">
                      {blockKinds.includes(block.kind as BlockKind) ? t(`methods.kind.${block.kind as BlockKind}`) : block.kind}, {t('intervision.min', { count: block.minutes })}
                    </span>
                  </span>
                </button>
                <IconButton label={t('methods.up', { name })} data-focus={`up-${block.key}`} hidden={at === 0} onClick={() => move(block, at, at - 1)}>
                  <IconChevronUp size={20} stroke={1.75} aria-hidden />
                </IconButton>
                <IconButton label={t('methods.down', { name })} data-focus={`down-${block.key}`} hidden={at === method.blocks.length - 1} onClick={() => move(block, at, at + 1)}>
                  <IconChevronDown size={20} stroke={1.75} aria-hidden />
                </IconButton>
                <IconButton label={t('methods.remove', { name })} onClick={() => remove(block, at)}>
                  <IconTrash size={20} stroke={1.75} aria-hidden />
                </IconButton>
              </div>
              {wrong.length > 0 && !isOpen && (
                <p className={styles.fault}>
                  <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {faultSentence(t, wrong[0])}
                </p>
              )}
              {isOpen && <BlockEditor sheet={sheet} method={method} at={at} faults={faults} onChange={(change) => blocks((before) => before.map((each) => (each.key === block.key ? change(each) : each)))} />}
            </li>
          );
        })}
      </ol>
      {method.blocks.length < methodLimits.blocks && (
        <div className={styles.line}>
          <NativeSelect
            label={t('methods.addBlock')}
            description={t(`methods.kindMeans.${kind}`)}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as BlockKind)}
            data={blockKinds.map((value) => ({ value, label: t(`methods.kind.${value}`) }))}
          />
          <Button variant="default" leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />} onClick={add}>
            {t('methods.addHere')}
          </Button>
        </div>
      )}
    </section>
  );
}
