import { Combobox, Modal, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import { FoundOptions } from './FoundOptions.js';
import styles from './GoTo.module.css';
import { addressOf, useGoTo } from './use-go-to.js';

/** The same search on a phone and a tablet: a sheet with the field on top. */
export function GoToSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('goTo.label')} closeButtonProps={{ 'aria-label': t('action.close') }} yOffset={0} centered={false} classNames={{ inner: styles['sheet'] ?? '' }}>
      <div className={styles['inModal']}>
        <SheetSearch onClose={onClose} />
      </div>
    </Modal>
  );
}

function SheetSearch({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { found, asked, settled } = useGoTo(text);
  const box = useCombobox({ opened: true });
  const go = (id: string) => {
    const item = found.find((candidate) => candidate.id === id);
    const address = item && addressOf(item);
    if (!address) return;
    onClose();
    void navigate(address);
  };
  return (
    <Combobox store={box} onOptionSubmit={go} withinPortal={false}>
      <div className={styles['box']}>
        <IconSearch size={18} stroke={1.75} aria-hidden="true" />
        <Combobox.EventsTarget withExpandedAttribute>
          <input
            type="text"
            role="combobox"
            inputMode="search"
            enterKeyHint="search"
            data-autofocus
            value={text}
            aria-label={t('goTo.label')}
            placeholder={t('goTo.label')}
            autoComplete="off"
            onChange={(event) => {
              setText(event.currentTarget.value);
              box.updateSelectedOptionIndex();
            }}
            // The list of finds is always open here and keeps Escape to itself: the sheet would not hear it.
            onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
          />
        </Combobox.EventsTarget>
      </div>
      <Combobox.Options aria-label={t('goTo.results')} className={styles['inSheet'] ?? ''}>
        <FoundOptions found={found} asked={asked} settled={settled} />
      </Combobox.Options>
    </Combobox>
  );
}

function Opener({ onOpen }: { onOpen: () => void }) {
  const t = useT();
  return (
    <IconButton label={t('goTo.label')} onClick={onOpen}>
      <IconSearch size={22} stroke={1.75} aria-hidden="true" />
    </IconButton>
  );
}

GoToSheet.Opener = Opener;
