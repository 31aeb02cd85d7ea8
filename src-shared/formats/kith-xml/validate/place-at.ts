import type { Span } from '../../format.ts';
import { listChildren, type Placed } from '../kith-document.ts';
import { valuePlace } from './kith-report.ts';

/** The first element down a path of names, as a place with its value; null when any step is missing. */
export function placeAt(outer: Placed, path: string): { path: string; span: Span; text: string } | null {
  let placed: Placed | undefined = outer;
  for (const name of path.split('/'))
    placed = placed === undefined ? undefined : listChildren(placed).find(({ element }) => element.localName === name);
  if (placed === undefined) return null;
  const value = valuePlace(placed);
  return placed.element.children.length > 0
    ? { path: placed.path, span: placed.element.startTagSpan, text: '' }
    : value;
}
