import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { type AffectedCoverage, mostAffected } from '../../../src-shared/domain/affected-set.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import classes from './affected.module.css';

const namesShown = 5;

/** Whether the list is the exact one, and every reason why it may not be. `frozenAt` null = not frozen yet. */
export function SetCoverage({ coverage, frozenAt }: { coverage: AffectedCoverage; frozenAt: number | null }) {
  const text = useText();
  const format = useFormat();
  const missing = useMissing(coverage);
  const { isWhole, deploy, spans } = coverage;
  const periods = spans.map(({ from, to }) => {
    const [begin, end] = [
      from === null ? '…' : format.time(from),
      to === null ? text('affected.now') : format.time(to),
    ];
    return `${begin} – ${end}`;
  });
  return (
    <section className={classes.section} aria-label={text('affected.coverage')} data-whole={isWhole}>
      <p className={isWhole ? classes.verdict : `${classes.verdict} ${classes.missing}`}>
        {isWhole ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
        {text(isWhole ? 'affected.whole' : 'affected.partial')}
      </p>
      <ul className={classes.facts}>
        {missing.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li className="dim">{text('affected.periods', { periods: periods.join(', ') })}</li>
        <li className="dim">{text('affected.placed')}</li>
        {deploy === 'asked' ? <li className="dim">{text('affected.deploy.asked')}</li> : null}
        {frozenAt === null ? null : <li className="dim">{text('affected.asOf', { time: format.time(frozenAt) })}</li>}
      </ul>
    </section>
  );
}

function useMissing(coverage: AffectedCoverage): string[] {
  const text = useText();
  const format = useFormat();
  const { since, olderMissing, behind, notIndexed, hasMore, unread, unwatched, deploy } = coverage;
  const missing: string[] = [];
  if (notIndexed.length > 0)
    missing.push(text('affected.missing.notIndexed', { count: notIndexed.length, names: namesOf(notIndexed) }));
  if (behind.length > 0)
    missing.push(text('affected.missing.behind', { count: behind.length, names: namesOf(behind) }));
  if (olderMissing && since !== null) missing.push(text('affected.missing.older', { time: format.time(since) }));
  if (hasMore) missing.push(text('affected.missing.more', { most: format.number(mostAffected) }));
  if (unread > 0) missing.push(text('affected.missing.unread', { count: unread }));
  if (unwatched !== null) {
    const span = { from: format.time(unwatched.from), to: format.time(unwatched.to) };
    missing.push(text('affected.missing.unwatched', span));
  }
  if (deploy === 'unasked') missing.push(text('affected.missing.deploy'));
  return missing;
}

function namesOf(channels: AffectedCoverage['notIndexed']): string {
  const names = channels.slice(0, namesShown).map(({ channelName }) => channelName);
  return channels.length > namesShown ? `${names.join(', ')} …` : names.join(', ');
}
