import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { readSearch } from '../../../src-shared/domain/search/read-search.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import classes from './messages.module.css';

/** What a person chose; `span` is relative, so that "last hour" stays the last hour. */
export type MessageChoice = { channel: string | null; span: 'hour' | 'day' | 'any'; text: string };
export const everyMessage: MessageChoice = { channel: null, span: 'any', text: '' };

const spanMs = { hour: 3_600_000, day: 86_400_000, any: null } as const;
const minuteMs = 60_000;

/** As the core takes it. The start is rounded down to the minute, so that the same choice is the same question for a while. */
export function filterOf({ channel, span, text }: MessageChoice, now: number): InputOf<'messages.search'>['filter'] {
  const [connectionId, channelId] = channel?.split('/') ?? [];
  const back = spanMs[span];
  return {
    connectionId: connectionId ?? null,
    channelId: channelId ?? null,
    from: back === null ? null : Math.floor((now - back) / minuteMs) * minuteMs,
    to: null,
    text: readSearch(text).kind === 'read' ? text.trim() || null : null,
  };
}

/** One box for ids, numbers and names, the channel and the time; `/` goes to the box. */
export function MessageFilterBar(props: { choice: MessageChoice; onChoice: (choice: MessageChoice) => void }) {
  const { choice, onChoice } = props;
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const channels = useContractQuery('messages.channels', { connectionId: null });
  useKeys([{ keys: '/', label: text('keys.filter'), run: () => input.current?.focus() }]);
  const reading = readSearch(choice.text);
  const fault = reading.kind === 'fault' ? reading.fault : null;
  return (
    <search className={classes.filters} aria-label={text('messages.filter.text')}>
      <TextInput
        ref={input}
        size="xs"
        className={classes.search ?? ''}
        leftSection={<IconSearch size={14} />}
        aria-label={text('messages.filter.text')}
        placeholder={text('messages.filter.text')}
        value={choice.text}
        maxLength={2000}
        error={fault === null ? null : `${text(`search.fault.${fault.rule}`, fault.params)} (${fault.at + 1})`}
        onChange={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Select
        size="xs"
        aria-label={text('messages.column.channel')}
        placeholder={text('messages.filter.anyChannel')}
        data={(channels.data?.items ?? []).map((each) => ({
          value: `${each.connectionId}/${each.channelId}`,
          label:
            each.keySource === 'off'
              ? text('messages.filter.offChannel', { name: each.channelName })
              : each.channelName,
        }))}
        value={choice.channel}
        clearable
        searchable
        onChange={(channel) => onChoice({ ...choice, channel })}
      />
      <Select
        size="xs"
        aria-label={text('messages.column.time')}
        allowDeselect={false}
        data={[
          { value: 'any', label: text('messages.filter.anyTime') },
          { value: 'hour', label: text('messages.filter.hour') },
          { value: 'day', label: text('messages.filter.day') },
        ]}
        value={choice.span}
        onChange={(value) => onChoice({ ...choice, span: (value ?? 'any') as MessageChoice['span'] })}
      />
    </search>
  );
}
