import { Button } from '@mantine/core';
import { useText } from '../../../locales/use-text.ts';
import classes from './inspector.module.css';
import type { LargeCheck } from './use-problems.ts';

/** A large body is checked against the standard when somebody asks, and no longer than somebody waits. */
export function LargeCheckBar({ check, count }: { check: NonNullable<LargeCheck>; count: number }) {
  const text = useText();
  const words = {
    'not-asked': text('inspect.notValidated'),
    running: text('inspect.check.running'),
    failed: text('inspect.check.failed'),
    done: text('inspect.check.done', { count }),
  };
  const isRunning = check.state === 'running';
  return (
    <div className={classes.check}>
      <span role="status">{words[check.state]}</span>
      {check.state === 'done' ? null : (
        <Button size="compact-xs" variant="default" onClick={isRunning ? check.stop : check.start}>
          {text(isRunning ? 'inspect.check.stop' : 'inspect.check.start')}
        </Button>
      )}
    </div>
  );
}
