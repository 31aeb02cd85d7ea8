import type { FindPlaces, ParsedMessage } from '../format.ts';
import { createTreePlaces, type PathStep } from '../shared/steps/tree-places.ts';

/** `/MsgHead/Document[*]/RefDoc/@V`; `[1]` may be written, though addresses leave it out. */
export function findXmlPlaces(parsed: ParsedMessage): FindPlaces {
  return createTreePlaces(parsed, splitXmlPath);
}

function splitXmlPath(path: string): PathStep[] | null {
  if (!/^(?:\/(?:text\(\)|@?[^[\]@()/]+)(?:\[(?:[1-9]\d{0,8}|\*)\])?)+$/u.test(path)) return null;
  return path.split(/(?=\/)/).map((step) => {
    const isEach = step.endsWith('[*]');
    return { text: isEach ? step.slice(0, -3) : step.replace(/\[1\]$/, ''), isEach };
  });
}
