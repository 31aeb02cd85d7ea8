import { joinGroups } from './join-groups.ts';
import type { Trace } from './trace.ts';

/**
 * The business events in what was found of one person: messages that hang together, oldest event first. Weak links join nothing. Messages that are no part of
 * an order, an answer or a letter make no event of their own.
 */
export function splitEvents(trace: Trace): Trace[] {
  const { messages, links } = trace;
  const sure = links.filter(({ certainty }) => certainty !== 'weak');
  return joinGroups(
    messages.length,
    sure.map(({ from, to }) => [from, to]),
  )
    .filter((indexes) => indexes.some((index) => isEvent(messages[index]?.role ?? 'other')))
    .map((indexes) => ({
      ...trace,
      messages: indexes.flatMap((index) => messages[index] ?? []),
      links: links.flatMap((link) => {
        const [from, to] = [indexes.indexOf(link.from), indexes.indexOf(link.to)];
        return from < 0 || to < 0 ? [] : [{ ...link, from, to }];
      }),
    }));
}

function isEvent(role: string): boolean {
  return role === 'order' || role === 'result' || role === 'referral' || role === 'letter';
}
