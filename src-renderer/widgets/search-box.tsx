import { ActionIcon, TextInput } from '@mantine/core';
import { IconLetterCase, IconSearch, IconTags } from '@tabler/icons-react';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { readSearch } from '../../src-shared/domain/search/read-search.ts';
import { joinParts, partsOf } from '../../src-shared/domain/search/search-parts.ts';
import type { SearchQuery } from '../../src-shared/domain/search/search-query.ts';
import { writeSearch } from '../../src-shared/domain/search/write-search.ts';
import { useText } from '../locales/use-text.ts';
import { useKeys } from '../ui/keyboard/use-keys.ts';
import { useRemembered } from '../ui/use-remembered.ts';
import { RecentSearches } from './recent-searches.tsx';
import styles from './search.module.css';
import { SearchChips } from './search-chips.tsx';

type SearchBoxProps = {
  label: string;
  /** The search, in its grammar. */
  value: string;
  maxLength: number;
  /** Searches asked before, newest first. */
  recent: readonly string[];
  /** How a search is written. */
  help?: ReactNode;
  onChange: (value: string) => void;
  /** The person is done writing, for now. */
  onCommit: () => void;
};

type Mode = 'text' | 'chips';

/** The box of a list, as text or as chips, with what was searched before; `/` goes to it. */
export function SearchBox({ label, value, maxLength, recent, help, onChange, onCommit }: SearchBoxProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setMode] = useRemembered<Mode>('search.mode', 'text', isMode);
  const [added, setAdded] = useState('');
  const [isFocused, setFocused] = useState(false);
  useKeys([{ keys: '/', label: text('keys.filter'), run: () => input.current?.focus() }]);
  const reading = readSearch(value);
  // What cannot be read has no parts.
  const mode = reading.kind === 'fault' ? 'text' : chosen;
  const query = reading.kind === 'read' ? reading.query : null;
  const shown = mode === 'text' ? value : added;
  const written = mode === 'text' ? reading : readSearch(added);
  const fault = written.kind === 'fault' ? written.fault : null;
  const setQuery = (next: SearchQuery | null): void => onChange(next === null ? '' : writeSearch(next));
  const add = (): void => {
    if (written.kind === 'fault') return;
    setQuery(joinParts([...partsOf(query), ...partsOf(written.query)]));
    setAdded('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key === 'Backspace' && mode === 'chips' && added === '') setQuery(joinParts(partsOf(query).slice(0, -1)));
    if (event.key !== 'Enter') return;
    if (mode === 'chips') add();
    onCommit();
  };
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    setFocused(false);
    onCommit();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only whether the focus is inside
    <div className={styles.box} onFocus={() => setFocused(true)} onBlur={onBlur}>
      <TextInput
        ref={input}
        size="xs"
        leftSection={<IconSearch size={14} />}
        aria-label={label}
        placeholder={mode === 'text' ? label : text('search.add')}
        value={shown}
        maxLength={mode === 'text' ? maxLength : Math.max(0, maxLength - value.length - 1)}
        error={fault === null ? null : `${text(`search.fault.${fault.rule}`, fault.params)} (${fault.at + 1})`}
        rightSectionWidth={help ? 56 : 30}
        rightSection={
          <span className={styles.tools}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              disabled={reading.kind === 'fault'}
              aria-label={text(mode === 'text' ? 'search.asChips' : 'search.asText')}
              title={text(mode === 'text' ? 'search.asChips' : 'search.asText')}
              onClick={() => setMode(mode === 'text' ? 'chips' : 'text')}
            >
              {mode === 'text' ? <IconTags size={15} /> : <IconLetterCase size={15} />}
            </ActionIcon>
            {help}
          </span>
        }
        onChange={(event) => (mode === 'text' ? onChange : setAdded)(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {isFocused && shown === '' && (mode === 'text' || query === null) ? (
        <RecentSearches
          recent={recent}
          input={input}
          onChosen={(next) => {
            onChange(next);
            input.current?.focus();
          }}
        />
      ) : null}
      {mode === 'chips' ? <SearchChips query={query} onQuery={setQuery} /> : null}
    </div>
  );
}

function isMode(value: unknown): value is Mode {
  return value === 'text' || value === 'chips';
}
