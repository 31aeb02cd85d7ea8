import type { Span } from '../format.ts';
import type { Changes } from './compose-changes.ts';
import { type Replacement, spliceBytes } from './splice.ts';

/**
 * What an edit changed, as it is kept beside the original: plain values, fit for JSON. Ascending by `at`, none inside of another.
 * `at`: byte offset in the body before the edit. `removed`, `inserted`: bytes in hexadecimal, two small letters or digits each; content of the message.
 */
export type Patch = { at: number; removed: string; inserted: string }[];

/**
 * `rejected`: the patch belongs to another body. *differs*: other bytes stand at `at` than those it removes (or the body ends before);
 * *malformed*: it is no patch, `at` then being where its first wrong part says to be.
 */
export type PatchResult =
  | { kind: 'patched'; bytes: Uint8Array }
  | { kind: 'rejected'; reason: 'differs' | 'malformed'; at: number };

/** The patch that makes of `before` what was spliced from it. Edits that changed nothing leave no part. */
export function patchOf(before: Uint8Array, { bytes, changes }: { bytes: Uint8Array; changes: Changes }): Patch {
  return changes
    .map((change) => ({
      at: change.before[0],
      removed: toHex(before.subarray(...change.before)),
      inserted: toHex(bytes.subarray(...change.after)),
    }))
    .filter(({ removed, inserted }) => removed !== inserted);
}

/** The body after the edit; refused unless every removed byte stands where the patch says. */
export function applyPatch(body: Uint8Array, patch: Patch): PatchResult {
  const replacements: Replacement[] = [];
  let from = 0;
  for (const { at, removed, inserted } of patch) {
    const [old, bytes] = [fromHex(removed), fromHex(inserted)];
    if (old === null || bytes === null || !Number.isInteger(at) || at < from)
      return { kind: 'rejected', reason: 'malformed', at };
    const end = at + old.length;
    if (end > body.length || old.some((byte, index) => body[at + index] !== byte))
      return { kind: 'rejected', reason: 'differs', at };
    const span: Span = [at, end];
    const last = replacements.at(-1);
    // Two edits may add to the same place, one behind the other.
    if (last?.span[1] === at) replacements[replacements.length - 1] = joined(last, { span, bytes });
    else replacements.push({ path: '', span, bytes });
    from = end;
  }
  const result = spliceBytes(body, replacements);
  return result.kind === 'spliced'
    ? { kind: 'patched', bytes: result.bytes }
    : { kind: 'rejected', reason: 'malformed', at: from };
}

/** The patch that gives the original back. */
export function invertPatch(patch: Patch): Patch {
  let grown = 0;
  return patch.map(({ at, removed, inserted }) => {
    const inverse = { at: at + grown, removed: inserted, inserted: removed };
    grown += (inserted.length - removed.length) / 2;
    return inverse;
  });
}

type Part = { span: Span; bytes: Uint8Array };

function joined(first: Part, second: Part) {
  const bytes = new Uint8Array(first.bytes.length + second.bytes.length);
  bytes.set(first.bytes);
  bytes.set(second.bytes, first.bytes.length);
  const span: Span = [first.span[0], second.span[1]];
  return { path: '', span, bytes };
}

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => hexBytes[byte]).join('');
}

function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
}
