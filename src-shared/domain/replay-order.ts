/** What of a message decides when it goes. `at` ms UTC; `keys`: whatever ties messages of one patient, visit or order together, e.g. hashes. */
export type Orderable = { at: number; isUrgent: boolean; keys: readonly string[] };

/** `order`: indexes of the messages in the order in which they go. `chains`: per message the number of its chain, from 0. */
export type ReplayOrder = { order: number[]; chains: number[] };

/**
 * Urgent ones first, then the oldest; but messages that share a key, or are tied by others in between, are one chain and go by their time alone.
 * What comes before an urgent one in its chain goes as early as that one does. Equal times go as they stand.
 */
export function orderReplay(messages: readonly Orderable[]): ReplayOrder {
  const chains = chainsOf(messages);
  const members = new Map<number, number[]>();
  for (const [index, chain] of chains.entries()) {
    const known = members.get(chain);
    if (known === undefined) members.set(chain, [index]);
    else known.push(index);
  }
  const goesEarly = new Set<number>();
  for (const chain of members.values()) {
    chain.sort((a, b) => timeOf(messages, a) - timeOf(messages, b) || a - b);
    const lastUrgent = chain.findLastIndex((index) => messages[index]?.isUrgent);
    for (const index of chain.slice(0, lastUrgent + 1)) goesEarly.add(index);
  }
  const order = messages
    .map((_, index) => index)
    .sort((a, b) => rank(goesEarly, a) - rank(goesEarly, b) || timeOf(messages, a) - timeOf(messages, b) || a - b);
  return { order, chains };
}

/** Numbers of chains in the order in which their first messages stand. */
function chainsOf(messages: readonly Orderable[]): number[] {
  const parents = messages.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] ?? root;
    // The path is shortened, so that a long chain is not walked again and again.
    for (let at = index; at !== root; ) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const firstOf = new Map<string, number>();
  for (const [index, { keys }] of messages.entries())
    for (const key of keys) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, index);
      else {
        const [a, b] = [rootOf(first), rootOf(index)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
    }
  const numbers = new Map<number, number>();
  return messages.map((_, index) => {
    const root = rootOf(index);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

function timeOf(messages: readonly Orderable[], index: number): number {
  return messages[index]?.at ?? 0;
}

function rank(goesEarly: ReadonlySet<number>, index: number): number {
  return goesEarly.has(index) ? 0 : 1;
}
