import type { ReactNode } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { LeftOut, type LeftOutProps } from '../left-out.tsx';
import { RunFactList } from '../run-fact-list.tsx';
import classes from '../runs.module.css';
import { RunProgress } from './run-progress.tsx';
import { RunSteps } from './run-steps.tsx';
import { SettingsTold } from './settings-told.tsx';
import { Standing } from './standing.tsx';

type RunLiveProps = LeftOutProps & { items: ReactNode };

/** Where the run is and what it waits for; below it every message, and beside them how it came there. */
export function RunLive({ view, only, onOnly, items }: RunLiveProps) {
  const text = useText();
  return (
    <div className={classes.live}>
      <section className={classes.section} aria-label={text('runs.progress')}>
        <Standing view={view} />
        <RunProgress view={view} />
      </section>
      <div className={classes.beside}>
        <div className={classes.list}>
          <LeftOut view={view} only={only} onOnly={onOnly} isFolded />
          {items}
        </div>
        <div className={classes.told}>
          <RunSteps steps={view.steps} />
          <SettingsTold run={view.run} />
          <RunFactList view={view} />
        </div>
      </div>
    </div>
  );
}
