import type { TraceHole } from '../../../src-shared/domain/trace/trace.ts';
import type { Text } from '../../locales/use-text.ts';
import type { Format } from '../../ui/format/use-format.ts';
import type { Story } from './story-words.ts';

type Words = { text: Text; format: Pick<Format, 'time'> };
const mostNamed = 6;

export function channelsOff({ holes }: Pick<Story, 'holes'>): TraceHole[] {
  return holes.filter(({ why }) => why === 'off');
}

/** What is seen and what is not, one sentence each. */
export function knownSentences(story: Pick<Story, 'holes' | 'since' | 'asOf' | 'conclusion'>, words: Words): string[] {
  const { holes, since, asOf, conclusion } = story;
  const { text, format } = words;
  const off = channelsOff(story);
  const behind = holes.filter(({ why }) => why === 'behind');
  return [
    since === null ? text('trace.known.notLevel') : text('trace.known.since', { time: format.time(since) }),
    text('trace.known.until', { time: format.time(asOf) }),
    ...(holes.length === 0 ? [text('trace.known.all')] : []),
    ...(off.length === 0 ? [] : [text('trace.known.off', { count: off.length, names: namesOf(off, text) })]),
    ...behind
      .slice(0, mostNamed)
      .map(({ channelName: name, knownTo }) =>
        knownTo === null
          ? text('trace.known.behindNever', { name })
          : text('trace.known.behind', { name, time: format.time(knownTo) }),
      ),
    ...conclusion.limits.map((limit) => text(`trace.limit.${limit}`)),
  ];
}

function namesOf(holes: readonly TraceHole[], text: Text): string {
  const names = holes.slice(0, mostNamed).map(({ channelName }) => channelName);
  const more = holes.length - names.length;
  return [names.join(', '), ...(more > 0 ? [text('trace.known.more', { count: more })] : [])].join(' ');
}
