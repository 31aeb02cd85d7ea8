import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunItemPick } from '../../../src-shared/domain/replay-run.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { RunView } from './run-view.ts';
import classes from './runs.module.css';

export type LeftOutProps = {
  view: RunView;
  only: RunItemPick | null;
  onOnly: (only: RunItemPick | null) => void;
};

/** What does not go, by class and reason; the messages themselves are shown in the list below. */
export function LeftOut({ view, only, onOnly, isFolded = false }: LeftOutProps & { isFolded?: boolean }) {
  const text = useText();
  const format = useFormat();
  const { leftOut, counts } = view;
  const [isOpen, setOpen] = useState(!isFolded);
  if (counts.leftOut === 0) return null;
  const isShown = only === 'left-out';
  return (
    <section className={classes.section} aria-label={text('runs.leftOut')}>
      <div className={classes.foldHead}>
        <h2>{text('runs.leftOut.title', { count: counts.leftOut, number: format.number(counts.leftOut) })}</h2>
        {isFolded ? (
          <button type="button" className={classes.link} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {text('runs.leftOut.why')}
          </button>
        ) : null}
        <button
          type="button"
          className={classes.link}
          aria-pressed={isShown}
          onClick={() => onOnly(isShown ? null : 'left-out')}
        >
          {text(isShown ? 'runs.leftOut.hide' : 'runs.leftOut.show')}
        </button>
      </div>
      {isOpen ? <Reasons leftOut={leftOut} /> : null}
    </section>
  );
}

function Reasons({ leftOut }: Pick<RunView, 'leftOut'>) {
  const text = useText();
  const format = useFormat();
  return (
    <ul className={classes.hazards}>
      {leftOut.map((each) => (
        <li key={`${each.class} ${each.key}`} className={classes.hazard} data-tone="blocks">
          <IconHandStop size={16} aria-hidden />
          <span>
            <strong>
              {format.number(each.count)} {text(`runs.class.${each.class}`)}
            </strong>
            : {text.from(each.key, { place: '…', at: '…', code: '…' })}
          </span>
        </li>
      ))}
    </ul>
  );
}
