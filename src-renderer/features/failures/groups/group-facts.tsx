import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { GroupDetailView } from './group-view.ts';
import classes from './groups.module.css';

/** How many, how many of them urgent, how many patients, since when. */
export function GroupFacts({ group }: { group: GroupDetailView }) {
  const text = useText();
  const format = useFormat();
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{text('groups.open')}</dt>
        <dd>
          <strong>{format.number(group.open)}</strong>
          {group.total > group.open ? (
            <span className="dim">
              {' '}
              {text('groups.total')}: {format.number(group.total)}
            </span>
          ) : null}
        </dd>
      </div>
      <div>
        <dt>{text('groups.column.urgent')}</dt>
        <dd className={group.urgent > 0 ? classes.urgent : undefined}>
          <strong>{format.number(group.urgent)}</strong>
        </dd>
      </div>
      <div title={text('groups.patients.hint')}>
        <dt>{text('groups.patients')}</dt>
        <dd>
          <strong>{format.number(group.patients)}</strong>
        </dd>
      </div>
      <div>
        <dt>{text('groups.column.first')}</dt>
        <dd>
          <RelativeTime at={group.firstAt} />
        </dd>
      </div>
      <div>
        <dt>{text('groups.column.last')}</dt>
        <dd>
          <RelativeTime at={group.lastAt} />
        </dd>
      </div>
    </dl>
  );
}
