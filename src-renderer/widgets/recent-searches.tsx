import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useText } from '../locales/use-text.ts';
import styles from './search.module.css';

type RecentSearchesProps = {
  recent: readonly string[];
  /** The box above, from which the arrow down leads here. */
  input: RefObject<HTMLInputElement | null>;
  onChosen: (search: string) => void;
};

/** What was searched before, below the empty box; the arrow keys reach it. Nothing for none. */
export function RecentSearches({ recent, input, onChosen }: RecentSearchesProps) {
  const text = useText();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const box = input.current;
    const enter = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      list.current?.querySelector('button')?.focus();
    };
    box?.addEventListener('keydown', enter);
    return () => box?.removeEventListener('keydown', enter);
  }, [input]);
  if (recent.length === 0) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') input.current?.focus();
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
    (next ?? (step < 0 ? input.current : null))?.focus();
  };
  return (
    <div className={styles.recent}>
      <p className={styles.recentTitle}>{text('search.recent')}</p>
      <ul ref={list} aria-label={text('search.recent')}>
        {recent.map((search) => (
          <li key={search}>
            <button type="button" className="mono" onKeyDown={onKeyDown} onClick={() => onChosen(search)}>
              {search}
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.recentNote}>{text('search.recent.note')}</p>
    </div>
  );
}
