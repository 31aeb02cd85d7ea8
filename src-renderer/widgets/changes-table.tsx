import { useMemo } from 'react';
import { useLanguage, useText } from '../locales/use-text.ts';
import classes from './changes-table.module.css';
import { translateMaskWords } from './mask-words.ts';
import { useMaskWords } from './use-mask-words.ts';

type PlaceChange = {
  path: string;
  label: { en: string; nb: string; nn: string } | null;
  before: string;
  after: string;
  /** Why it may not be changed; null = it may. */
  lockReasonKey: string | null;
};

/** What changes, place by place: before and after, masked values in the reader's words. */
export function ChangesTable({ changes }: { changes: readonly PlaceChange[] }) {
  const text = useText();
  const language = useLanguage();
  const shown = useShownValue();
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th>{text('message.tree')}</th>
          <th>{text('edit.before')}</th>
          <th>{text('edit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.path}>
            <td>
              <span className={`mono ${classes.path}`}>{change.path}</span> {change.label?.[language]}
              {change.lockReasonKey ? (
                <span className={classes.locked}>{text.from(change.lockReasonKey, {}, text('edit.locked'))}</span>
              ) : null}
            </td>
            <td className="mono">{shown(change.before)}</td>
            <td className="mono">{shown(change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useShownValue(): (value: string) => string {
  const text = useText();
  const words = useMaskWords();
  return useMemo(
    () => (value) => {
      if (value === '') return text('edit.empty');
      return value === '""' ? text('edit.explicitNull') : translateMaskWords(value, words);
    },
    [text, words],
  );
}
