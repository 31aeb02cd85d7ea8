import { useLocation } from 'wouter';
import type { Gathered } from '../../../../src-shared/domain/duty/handover.ts';
import { handoverParts, linesOf } from '../../../../src-shared/domain/duty/handover-lines.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import classes from '../incidents.module.css';

/** What the console found, part by part; each line is the way to what it tells of. */
export function HandoverParts({ gathered }: { gathered: Gathered }) {
  const text = useText();
  const format = useFormat();
  const [, navigate] = useLocation();
  return (
    <div className={classes.parts}>
      {handoverParts.map((part) => {
        const { total, lines } = linesOf(gathered, part, text.from);
        const rest = part === 'failures' ? 0 : total - lines.length;
        return (
          <section key={part} aria-label={text(`handover.part.${part}`)} data-part={part}>
            <h3 className={total === 0 ? 'dim' : undefined}>
              {text(`handover.part.${part}`)}: {format.number(total)}
            </h3>
            <ul className={classes.lines}>
              {lines.map(({ text: words, address, said }) => (
                <li key={`${words} ${address}`}>
                  {address === null ? (
                    words
                  ) : (
                    <button type="button" className={classes.link} onClick={() => navigate(address)}>
                      {words}
                    </button>
                  )}
                  {said === null ? null : <span className="dim"> {said}</span>}
                </li>
              ))}
            </ul>
            {rest > 0 ? <p className="dim">{text('handover.report.more', { count: rest })}</p> : null}
          </section>
        );
      })}
    </div>
  );
}
