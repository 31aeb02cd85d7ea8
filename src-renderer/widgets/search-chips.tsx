import { IconX } from '@tabler/icons-react';
import { joinParts, negated, partsOf } from '../../src-shared/domain/search/search-parts.ts';
import type { SearchQuery } from '../../src-shared/domain/search/search-query.ts';
import { writeSearch } from '../../src-shared/domain/search/write-search.ts';
import { useText } from '../locales/use-text.ts';
import styles from './search.module.css';

type SearchChipsProps = { query: SearchQuery | null; onQuery: (query: SearchQuery | null) => void };

/** A search as its parts, each of which can be turned into its opposite or taken away. Nothing for none. */
export function SearchChips({ query, onQuery }: SearchChipsProps) {
  const text = useText();
  const parts = partsOf(query);
  if (parts.length === 0) return null;
  const words = parts.map(writeSearch);
  return (
    <ul className={styles.chips} aria-label={text('search.chips')}>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same part may be there twice
        <li key={`${at} ${words[at]}`} className={styles.chip} data-not={part.kind === 'not' || undefined}>
          <button
            type="button"
            className={styles.chipText}
            title={text('search.chip.negate')}
            aria-label={text('search.chip.negateOne', { part: words[at] ?? '' })}
            onClick={() => onQuery(joinParts(parts.with(at, negated(part))))}
          >
            {words[at]}
          </button>
          <button
            type="button"
            className={styles.chipOff}
            title={text('search.chip.remove')}
            aria-label={text('search.chip.removeOne', { part: words[at] ?? '' })}
            onClick={() => onQuery(joinParts(parts.toSpliced(at, 1)))}
          >
            <IconX size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
