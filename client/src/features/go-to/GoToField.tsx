import { Combobox, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { useSingleKeys } from '../../platform/keys/use-single-keys.js';
import { FoundOptions } from './FoundOptions.js';
import styles from './GoTo.module.css';
import { addressOf, useGoTo } from './use-go-to.js';

/** The search field in the header of a wide screen: type, arrow, Enter. `/` puts the cursor in it. */
export function GoToField() {
  const t = useT();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const { found, asked, settled } = useGoTo(text);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  useSingleKeys({ '/': () => input.current?.focus() });
  const go = (id: string) => {
    const item = found.find((candidate) => candidate.id === id);
    const address = item && addressOf(item);
    if (!address) return;
    setText('');
    box.closeDropdown();
    input.current?.blur();
    void navigate(address);
  };
  return (
    <div className={styles['field']} role="search">
      <Combobox store={box} onOptionSubmit={go} position="bottom-end" width={360} shadow="lg" withinPortal={false}>
        <Combobox.Target>
          <div className={styles['box']}>
            <IconSearch size={18} stroke={1.75} aria-hidden="true" />
            <Combobox.EventsTarget withExpandedAttribute>
              <input
                ref={input}
                type="text"
                role="combobox"
                inputMode="search"
                enterKeyHint="search"
                value={text}
                placeholder={t('goTo.label')}
                aria-label={t('goTo.label')}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  box.openDropdown();
                  box.updateSelectedOptionIndex();
                }}
                onFocus={() => text && box.openDropdown()}
                onBlur={() => box.closeDropdown()}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape') return;
                  if (text) setText('');
                  else input.current?.blur();
                }}
              />
            </Combobox.EventsTarget>
            <kbd aria-hidden="true">/</kbd>
          </div>
        </Combobox.Target>
        <Combobox.Dropdown hidden={asked.length === 0}>
          <Combobox.Options aria-label={t('goTo.results')} className={styles['options'] ?? ''}>
            <FoundOptions found={found} asked={asked} settled={settled} />
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}
