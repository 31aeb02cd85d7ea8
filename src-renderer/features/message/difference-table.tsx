import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { translateMaskWords } from '../../widgets/mask-words.ts';
import classes from './message.module.css';
import { useMaskWords } from './use-mask-words.ts';

type Difference = OutputOf<'message.compare'>['differences'][number];

/** Every place that differs, one row each. */
export function DifferenceTable({ differences }: { differences: readonly Difference[] }) {
  const text = useText();
  const language = useLanguage();
  const maskWords = useMaskWords();
  const shown = (value: string | null) =>
    value === null ? text('compare.missing') : value === '' ? text('edit.empty') : translateMaskWords(value, maskWords);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard only when it takes the focus
    <section className={classes.compareTable} aria-label={text('compare.byField')} tabIndex={0}>
      <table className={classes.changes}>
        <thead>
          <tr>
            <th>{text('message.tree')}</th>
            <th>{text('compare.kind')}</th>
            <th>{text('compare.first')}</th>
            <th>{text('compare.second')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((each) => (
            <tr key={`${each.kind} ${each.path}`}>
              <td>
                <span className="mono">{[each.path, each.pathInOther].filter(Boolean).join(' → ')}</span>{' '}
                {each.label?.[language]}
              </td>
              <td>{text(`compare.kind.${each.kind}`)}</td>
              <td className="mono">{shown(each.before)}</td>
              <td className="mono">{shown(each.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
