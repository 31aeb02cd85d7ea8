import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../locales/use-text.ts';
import { CopyableId } from './copyable-id.tsx';
import { RelativeTime } from './relative-time.tsx';
import styles from './state-view.module.css';

type Action = { label: string; run: () => void };

/**
 * A panel's state when it is not simply there.
 * `empty`: what the emptiness means and the next step. `error`: what happened and what to do. `stale`: the older content, with its age.
 * `partial`: the content, with what is missing said above it.
 */
export type StateViewProps =
  | { kind: 'loading' }
  | { kind: 'empty'; title: string; hint?: string; action?: Action }
  | { kind: 'error'; title: string; hint?: string; traceId?: string; action?: Action }
  | { kind: 'stale'; title: string; since: number; action?: Action; children: ReactNode }
  | { kind: 'partial'; title: string; action?: Action; children: ReactNode };

export function StateView(props: StateViewProps) {
  switch (props.kind) {
    case 'loading':
      return <LateSkeleton />;
    case 'empty':
      return (
        <div className={styles.box}>
          <p className={styles.title}>{props.title}</p>
          {props.hint ? <p className="dim">{props.hint}</p> : null}
          <ActionButton action={props.action} />
        </div>
      );
    case 'error':
      return <ErrorBox {...props} />;
    default:
      return (
        <div className={styles.column}>
          <div className={styles.bar} role="status">
            {props.kind === 'stale' ? (
              <IconClockPause size={15} aria-hidden />
            ) : (
              <IconAlertTriangle size={15} aria-hidden />
            )}
            <span>{props.title}</span>
            {props.kind === 'stale' ? <RelativeTime at={props.since} /> : null}
            <ActionButton action={props.action} />
          </div>
          <div className={props.kind === 'stale' ? styles.stale : styles.column}>{props.children}</div>
        </div>
      );
  }
}

function ErrorBox({ title, hint, traceId, action }: Extract<StateViewProps, { kind: 'error' }>) {
  const text = useText();
  return (
    <div className={styles.box} role="alert">
      <p className={styles.title}>{title}</p>
      {hint ? <p className="dim">{hint}</p> : null}
      {traceId ? (
        <p className="dim">
          {text('ui.traceId', { traceId: '' })} <CopyableId id={traceId} />
        </p>
      ) : null}
      <ActionButton action={action} />
    </div>
  );
}

function ActionButton({ action }: { action: Action | undefined }) {
  if (!action) return null;
  return (
    <Button variant="default" size="compact-xs" onClick={action.run}>
      {action.label}
    </Button>
  );
}

/** Nothing for the first 200 ms, so that quick answers do not flicker. */
function LateSkeleton() {
  const text = useText();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.skeleton} aria-busy="true" role="status">
      <span className="visually-hidden">{text('ui.loading')}</span>
      {isLate ? widths.map((width) => <span key={width} style={{ width }} aria-hidden />) : null}
    </div>
  );
}

const widths = ['62%', '80%', '45%', '71%', '54%'];
