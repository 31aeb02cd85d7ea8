import type { InputOf } from '../../../src-shared/contract/index.ts';
import { failureKinds } from '../../../src-shared/domain/failure-kind.ts';
import { readSearch } from '../../../src-shared/domain/search/read-search.ts';
import { choiceCodec, isChannelPlace, oneOf } from '../../bridge/choice-codec.ts';

export type FailureFilter = InputOf<'failures.list'>['filter'];

/** What a person chose; `span` is relative, so that "last hour" stays the last hour. */
export type FilterChoice = {
  channel: string | null;
  kind: FailureFilter['kind'];
  span: 'hour' | 'day' | 'week' | 'any';
  text: string;
  state: FailureFilter['state'];
};

export const wholeList: FilterChoice = { channel: null, kind: null, span: 'any', text: '', state: 'open' };

/** As it stands in an address. The state always does: an address without a filter leads to the view that a person chose last. */
export const failureAddress = choiceCodec<FilterChoice>('failures', wholeList, {
  channel: { name: 'channel', isValid: isChannelPlace },
  kind: { name: 'cause', isValid: oneOf(failureKinds) },
  span: { name: 'within', isValid: oneOf(['hour', 'day', 'week', 'any']) },
  state: { name: 'state', isValid: oneOf(['open', 'resolved', 'all']), isAlways: true },
});

const spanMs = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, any: null } as const;
const minuteMs = 60_000;

/** As the core takes it. The start is rounded down to the minute, so that the same choice is the same question for a while. */
export function filterOf(choice: FilterChoice, now: number): FailureFilter {
  const span = spanMs[choice.span];
  const [connectionId, channelId] = choice.channel?.split('/') ?? [];
  return {
    connectionId: connectionId ?? null,
    channelId: channelId ?? null,
    kind: choice.kind,
    from: span === null ? null : Math.floor((now - span) / minuteMs) * minuteMs,
    to: null,
    text: isReadable(choice.text) ? choice.text.trim() || null : null,
    groupId: null,
    state: choice.state,
  };
}

/** What cannot be read yet is not asked: the bar says what is wrong with it. */
export function isReadable(text: string): boolean {
  return readSearch(text).kind === 'read';
}

export function isNarrowed(choice: FilterChoice): boolean {
  return (
    choice.channel !== null ||
    choice.kind !== null ||
    choice.span !== 'any' ||
    choice.text.trim() !== '' ||
    choice.state !== 'open'
  );
}
