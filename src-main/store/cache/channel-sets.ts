/** A set of channels, one object for one set. `unions`: what it makes with others, found once: thousands of groups are in the same few sets. */
export type ChannelSet = { readonly names: readonly string[]; readonly unions: Map<ChannelSet, ChannelSet> };

const known = new Map<string, ChannelSet>();
const mostKnown = 10_000;

/** `names` without doubles, in any order. */
export function channelSet(names: readonly string[]): ChannelSet {
  const sorted = names.toSorted();
  const line = JSON.stringify(sorted);
  const found = known.get(line);
  if (found !== undefined) return found;
  // One that is forgotten here is made anew, and costs another union.
  if (known.size >= mostKnown) known.clear();
  const made = { names: sorted, unions: new Map<ChannelSet, ChannelSet>() };
  known.set(line, made);
  return made;
}

export function unionOf(a: ChannelSet, b: ChannelSet): ChannelSet {
  if (a === b) return a;
  const found = a.unions.get(b);
  if (found !== undefined) return found;
  const made = channelSet([...new Set([...a.names, ...b.names])]);
  a.unions.set(b, made);
  return made;
}
