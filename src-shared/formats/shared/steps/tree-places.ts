import type { FindPlaces, FormatNode, ParsedMessage, Place } from '../../format.ts';

/** One step down. `text` as it stands in an address; `isEach`: every one whose address begins with `text` and ends with a number. */
export type PathStep = { text: string; isEach: boolean };

/**
 * Places in a message whose nodes have the address of their parent as the beginning of their own.
 * @param split the steps of a path; null = no path of the format
 */
export function createTreePlaces({ nodes }: ParsedMessage, split: (path: string) => PathStep[] | null): FindPlaces {
  const listBelow = createListing(nodes);
  return (path) => {
    const steps = split(path);
    if (steps === null || steps.length === 0) return null;
    let places: Place[] = [{ path: '', node: null, bound: [] }];
    for (const step of steps) places = places.flatMap((place) => descend(listBelow(place), place, step));
    return places;
  };
}

function descend(below: ReadonlyMap<string, FormatNode>, { path, bound }: Place, { text, isEach }: PathStep): Place[] {
  const wanted = path + text;
  if (!isEach) return [{ path: wanted, node: below.get(wanted) ?? null, bound }];
  return [...below.values()]
    .filter((node) => node.path.startsWith(wanted) && /^(?:\[\d+\])?$/.test(node.path.slice(wanted.length)))
    .map((node) => ({ path: node.path, node, bound: [...bound, node.path] }));
}

/** What is directly below, by address; each list is made once. */
function createListing(roots: readonly FormatNode[]): (place: Place) => ReadonlyMap<string, FormatNode> {
  const top = byPath(roots);
  const known = new WeakMap<FormatNode, ReadonlyMap<string, FormatNode>>();
  return ({ path, node }) => {
    if (path === '') return top;
    if (node === null) return nothing;
    const listed = known.get(node) ?? byPath(node.hasChildren ? node.children() : []);
    known.set(node, listed);
    return listed;
  };
}

const nothing: ReadonlyMap<string, FormatNode> = new Map();

function byPath(nodes: readonly FormatNode[]): ReadonlyMap<string, FormatNode> {
  return new Map(nodes.map((node) => [node.path, node]));
}
