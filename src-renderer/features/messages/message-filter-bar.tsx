import { Select } from '@mantine/core';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { type MessageStatus, messageStatuses } from '../../../src-shared/domain/indexed-message.ts';
import { readSearch } from '../../../src-shared/domain/search/read-search.ts';
import { choiceCodec, isChannelPlace, oneOf } from '../../bridge/choice-codec.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { type AddressChoice, useRecentSearches } from '../../bridge/use-address-choice.ts';
import { useText } from '../../locales/use-text.ts';
import { AddressLine } from '../../widgets/address-line.tsx';
import { SearchBox } from '../../widgets/search-box.tsx';
import classes from './messages.module.css';

/** What a person chose; `span` is relative, so that "last hour" stays the last hour. */
export type MessageChoice = {
  channel: string | null;
  status: MessageStatus | null;
  span: 'hour' | 'day' | 'any';
  text: string;
};
export const everyMessage: MessageChoice = { channel: null, status: null, span: 'any', text: '' };

/** As it stands in an address. */
export const messageChoiceAddress = choiceCodec<MessageChoice>('messages', everyMessage, {
  channel: { name: 'channel', isValid: isChannelPlace },
  status: { name: 'status', isValid: oneOf(messageStatuses) },
  span: { name: 'within', isValid: oneOf(['hour', 'day', 'any']) },
});

const spanMs = { hour: 3_600_000, day: 86_400_000, any: null } as const;
const minuteMs = 60_000;

/** As the core takes it. The start is rounded down to the minute, so that the same choice is the same question for a while. */
export function filterOf(
  { channel, status, span, text }: MessageChoice,
  now: number,
): InputOf<'messages.search'>['filter'] {
  const [connectionId, channelId] = channel?.split('/') ?? [];
  const back = spanMs[span];
  return {
    connectionId: connectionId ?? null,
    channelId: channelId ?? null,
    from: back === null ? null : Math.floor((now - back) / minuteMs) * minuteMs,
    to: null,
    text: readSearch(text).kind === 'read' ? text.trim() || null : null,
    status,
  };
}

/** One box for ids, numbers and names, the channel, what became of it and the time; `/` goes to the box. */
export function MessageFilterBar({ address }: { address: AddressChoice<MessageChoice> }) {
  const { choice, setChoice: onChoice } = address;
  const text = useText();
  const recent = useRecentSearches('messages');
  const channels = useContractQuery('messages.channels', { connectionId: null });
  return (
    <search className={classes.filters} aria-label={text('messages.filter.text')}>
      <div className={classes.search}>
        <SearchBox
          label={text('messages.filter.text')}
          value={choice.text}
          maxLength={2000}
          recent={recent}
          onChange={(written) => onChoice({ ...choice, text: written })}
          onCommit={address.endTyping}
        />
      </div>
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
        aria-label={text('messages.column.status')}
        placeholder={text('messages.filter.anyStatus')}
        data={messageStatuses.map((value) => ({ value, label: text(`messages.status.${value}`) }))}
        value={choice.status}
        clearable
        onChange={(value) => onChoice({ ...choice, status: messageStatuses.find((each) => each === value) ?? null })}
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
      <AddressLine notice={address.notice} />
    </search>
  );
}
