import type { Trace } from './trace.ts';

/**
 * The business events in what was found of one person: messages that hang together, oldest event first. Weak links join nothing. Messages that are no part of
 * an order, an answer or a letter make no event of their own.
 */
export function splitEvents(trace: Trace): Trace[] {
  const { messages, links } = trace;
  const groupOf = messages.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (groupOf[at] !== undefined && groupOf[at] !== at) at = groupOf[at] ?? at;
    return at;
  };
  for (const { from, to, certainty } of links) {
    if (certainty === 'weak') continue;
    const [one, other] = [find(from), find(to)];
    groupOf[Math.max(one, other)] = Math.min(one, other);
  }
  const groups = Map.groupBy(messages.keys(), find);
  return [...groups.values()]
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
