import { Select, TextInput } from '@mantine/core';
import type { AffectedFilter, Deployment } from '../../../src-shared/domain/affected-set.ts';
import { readSearch } from '../../../src-shared/domain/search/read-search.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import classes from './affected.module.css';

/** As a person fills it in. `channel` is `<connection>/<channel>`; `from`, `to` as the browser's field writes local time, '' = open. */
export type SetWish = { channel: string | null; revision: number | null; from: string; to: string; text: string };
export const everything: SetWish = { channel: null, revision: null, from: '', to: '', text: '' };

/** As the core takes it; a search that cannot be read counts as none, and the field says why. */
export function filterOf({ channel, revision, from, to, text }: SetWish): AffectedFilter {
  const [connectionId, channelId] = channel?.split('/') ?? [];
  return {
    connectionId: connectionId ?? null,
    channelId: channelId ?? null,
    revision,
    from: momentOf(from),
    to: momentOf(to),
    text: readSearch(text).kind === 'read' ? text.trim() || null : null,
  };
}

function momentOf(local: string): number | null {
  const at = local === '' ? Number.NaN : new Date(local).getTime();
  return Number.isNaN(at) ? null : at;
}

/** Channel, revision, time and search of a list. */
export function SetFields({ wish, onWish }: { wish: SetWish; onWish: (wish: SetWish) => void }) {
  const text = useText();
  const channels = useContractQuery('messages.channels', { connectionId: null });
  const reading = readSearch(wish.text);
  const fault = reading.kind === 'fault' ? reading.fault : null;
  return (
    <div className={classes.section}>
      <div className={classes.fields}>
        <Select
          className={classes.wide ?? ''}
          label={text('messages.column.channel')}
          placeholder={text('messages.filter.anyChannel')}
          data={(channels.data?.items ?? []).map((each) => ({
            value: `${each.connectionId}/${each.channelId}`,
            label:
              each.keySource === 'off'
                ? text('messages.filter.offChannel', { name: each.channelName })
                : each.channelName,
          }))}
          value={wish.channel}
          clearable
          searchable
          onChange={(channel) => onWish({ ...wish, channel, revision: null })}
        />
        <Revision wish={wish} onWish={onWish} />
        <TextInput
          type="datetime-local"
          label={text('affected.from.label')}
          value={wish.from}
          onChange={(event) => onWish({ ...wish, from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={text('affected.to.label')}
          value={wish.to}
          onChange={(event) => onWish({ ...wish, to: event.currentTarget.value })}
        />
        <TextInput
          className={classes.wide ?? ''}
          label={text('affected.search')}
          placeholder={text('messages.filter.text')}
          value={wish.text}
          maxLength={2000}
          error={fault === null ? null : `${text(`search.fault.${fault.rule}`, fault.params)} (${fault.at + 1})`}
          onChange={(event) => onWish({ ...wish, text: event.currentTarget.value })}
        />
      </div>
    </div>
  );
}

function Revision({ wish, onWish }: { wish: SetWish; onWish: (wish: SetWish) => void }) {
  const text = useText();
  const format = useFormat();
  const [connectionId = '', channelId = ''] = wish.channel?.split('/') ?? [];
  const known = useContractQuery(
    'affected.deployments',
    { connectionId, channelId },
    { enabled: wish.channel !== null },
  );
  const items = wish.channel === null ? [] : (known.data?.items ?? []);
  const since = known.data?.since ?? null;
  const hint =
    wish.channel === null
      ? text('affected.revision.needsChannel')
      : since === null
        ? text('affected.revision.none')
        : text('affected.revision.since', { time: format.time(since) });
  return (
    <Select
      className={classes.wide ?? ''}
      label={text('affected.revision')}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={text('affected.revision.any')}
      disabled={items.every(({ revision }) => revision === null)}
      data={byRevision(items).map(({ revision, from, to }) => ({
        value: String(revision),
        label: text('affected.revision.ran', {
          revision,
          from: format.time(from),
          to: to === null ? text('affected.now') : format.time(to),
        }),
      }))}
      value={wish.revision === null ? null : String(wish.revision)}
      clearable
      onChange={(value) => onWish({ ...wish, revision: value === null ? null : Number(value) })}
    />
  );
}

/** Each revision once, newest first, from its first deployment to its last end. */
function byRevision(items: readonly Deployment[]): { revision: number; from: number; to: number | null }[] {
  const found = new Map<number, { revision: number; from: number; to: number | null }>();
  for (const { revision, from, to } of items) {
    if (revision === null) continue;
    const known = found.get(revision);
    if (known === undefined) found.set(revision, { revision, from, to });
    else known.from = from;
  }
  return [...found.values()];
}
