import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import classes from './messages.module.css';

export type Coverage = OutputOf<'messages.search'>['coverage'];

const namesShown = 3;

/** The first names of a list, and how many more there are. */
export function namesOf(channels: Coverage['notIndexed']): string {
  const names = channels.slice(0, namesShown).map(({ channelName }) => channelName);
  return channels.length > namesShown ? `${names.join(', ')} …` : names.join(', ');
}

/** What an answer covers: since when, what is still being read, and what is not indexed at all. */
export function CoverageStatus({ coverage }: { coverage: Coverage }) {
  const text = useText();
  const format = useFormat();
  const { since, indexed, behind, notIndexed } = coverage;
  const names = (channels: Coverage['notIndexed']) => channels.map(({ channelName }) => channelName).join('\n');
  return (
    <span className={classes.status}>
      {since === null ? null : (
        <span>{text('messages.covers.since', { time: format.time(since), count: indexed })}</span>
      )}
      {behind.length > 0 ? (
        <span title={names(behind)}>{text('messages.covers.behind', { count: behind.length })}</span>
      ) : null}
      {notIndexed.length > 0 ? (
        <strong title={names(notIndexed)}>
          {text('messages.covers.notIndexed', { count: notIndexed.length, names: namesOf(notIndexed) })}
        </strong>
      ) : null}
    </span>
  );
}
