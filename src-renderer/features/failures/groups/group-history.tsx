import type { GroupEntry } from '../../../../src-shared/domain/failure-group.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { Moment } from '../../../ui/relative-time.tsx';
import classes from './groups.module.css';

/** Who did what about the group, newest first, with what they wrote. */
export function GroupHistory({ entries }: { entries: readonly GroupEntry[] }) {
  const text = useText();
  return (
    <section className={classes.section} aria-label={text('groups.history')}>
      <h3 className={classes.sectionTitle}>{text('groups.history')}</h3>
      {entries.length === 0 ? <p className="dim">{text('groups.history.none')}</p> : null}
      {entries.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard too
        <ol className={classes.history} tabIndex={0} aria-label={text('groups.history')}>
          {entries.map((entry) => (
            <li key={`${entry.at} ${entry.act} ${entry.person}`}>
              <Entry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: GroupEntry }) {
  const text = useText();
  const format = useFormat();
  const { act, at, person, owner, until, openThen, text: words } = entry;
  const did =
    act === 'runbook' && words === ''
      ? text('groups.did.runbookGone')
      : text(`groups.did.${act}`, { owner: owner ?? '', until: until === null ? '' : format.time(until) });
  return (
    <>
      <span className="dim">
        <Moment at={at} />
      </span>{' '}
      <span className="strong">{person}</span> {did}{' '}
      {act === 'note' || act === 'runbook' ? null : (
        <span className="dim">({text('groups.history.open', { count: openThen })})</span>
      )}
      {words ? <p className={classes.entryText}>{words}</p> : null}
    </>
  );
}
