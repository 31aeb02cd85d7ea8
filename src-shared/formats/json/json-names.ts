import { holdsNationalNumber } from '../shared/identifiers.ts';

/** A property's name as it is shown; null where it must not be: then the property goes by its place. */
export type ShownName = { text: string; shown: string | null };

const slots = 512;
const maxLength = 64;
const quote = 0x22;
const backslash = 0x5c;

/**
 * The names of a document, and of what edits make of it, each decoded and judged once: a bundle has a few dozen, millions of times.
 * @method find the name whose first character is at `start`, behind its quotation mark; null where it is long or not written in plain ASCII
 */
export type JsonNames = { find(bytes: Uint8Array, start: number): ShownName | null };

export function createJsonNames(): JsonNames {
  const known: (ShownName | undefined)[] = [];
  return {
    find(bytes, start) {
      let hash = 0;
      let end = start;
      for (let byte = bytes[end] ?? quote; byte !== quote; byte = bytes[end] ?? quote) {
        if (byte === backslash || byte > 0x7e || byte < 0x20 || end - start === maxLength) return null;
        hash = (Math.imul(hash, 31) + byte) | 0;
        end += 1;
      }
      const slot = (hash ^ (hash >>> 9)) & (slots - 1);
      const found = known[slot];
      if (found !== undefined && isWritten(found.text, bytes, { start, end })) return found;
      const text = String.fromCharCode(...bytes.subarray(start, end));
      const name = { text, shown: shownOf(text) };
      known[slot] = name;
      return name;
    },
  };
}

function isWritten(text: string, bytes: Uint8Array, { start, end }: { start: number; end: number }): boolean {
  if (text.length !== end - start) return false;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}

const maxShownLength = 100;

/** A name may be a person's number where a map is keyed by persons. */
export function shownOf(name: string): string | null {
  return name.length > maxShownLength || holdsNationalNumber(name) ? null : name;
}
