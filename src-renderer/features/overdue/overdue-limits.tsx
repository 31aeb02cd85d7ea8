import { useText } from '../../locales/use-text.ts';
import classes from './overdue.module.css';
import type { OverdueAnswer } from './overdue-view.ts';

/** What the list cannot see, in one line that opens. Nothing where it sees everything. */
export function OverdueLimits({ answer: { holes, byColumns, unjudged } }: { answer: OverdueAnswer }) {
  const text = useText();
  const off = holes.filter(({ why }) => why === 'off').map(({ channelName }) => channelName);
  const behind = holes.filter(({ why }) => why === 'behind').map(({ channelName }) => channelName);
  const elsewhere = unjudged.filter(({ why }) => why === 'no-answer-seen');
  const notRead = unjudged.filter(({ why }) => why === 'not-read');
  const lines = [
    off.length === 0 ? null : text('overdue.limit.off', { channels: off.join(', ') }),
    behind.length === 0 ? null : text('overdue.limit.behind', { channels: behind.join(', ') }),
    elsewhere.length === 0
      ? null
      : text('overdue.limit.elsewhere', { count: sum(elsewhere), channels: channelsOf(elsewhere) }),
    notRead.length === 0 ? null : text('overdue.limit.notRead', { count: sum(notRead), channels: channelsOf(notRead) }),
    byColumns.length === 0 ? null : text('overdue.limit.byColumns', { channels: byColumns.join(', ') }),
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <details className={classes.limits}>
      <summary>{text('overdue.limit.title', { count: lines.length })}</summary>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </details>
  );
}

function sum(of: OverdueAnswer['unjudged']): number {
  return of.reduce((total, { count }) => total + count, 0);
}

function channelsOf(of: OverdueAnswer['unjudged']): string {
  return [...new Set(of.map(({ relation }) => relation.channelName))].join(', ');
}
