import { z } from 'zod';
import { failureKind } from '../failure-kind.ts';
import type { CauseEvidence } from './cause-evidence.ts';

const pattern = (longest: number) => z.string().trim().min(2).max(longest);

/**
 * A site's own word on which failures have one cause. What is null does not narrow; at least one part must. `text` is looked for in the redacted
 * one-liner, `target` is the whole of `host:port`; in both `*` stands for anything and case does not count.
 * `per`: one cause for all that match, or one for each channel or receiver; each kind of failure has a cause of its own in any case.
 */
export const causeRule = z
  .object({
    ruleId: z.string().min(1).max(40),
    name: z.string().trim().min(1).max(80),
    kind: failureKind.nullable(),
    channel: z.object({ connectionId: z.string().max(200), channelId: z.string().max(200) }).nullable(),
    target: pattern(200).nullable(),
    text: pattern(300).nullable(),
    per: z.enum(['rule', 'channel', 'target']),
  })
  .refine(
    ({ kind, channel, target, text }) => kind !== null || channel !== null || isTelling(target) || isTelling(text),
  );
export type CauseRule = z.infer<typeof causeRule>;

/** Stars alone narrow nothing. */
function isTelling(written: string | null): boolean {
  return written !== null && /[^*\s]/.test(written);
}

/** Enough for any site; each is held against every failure that comes. */
export const maxCauseRules = 100;

/** The first rule that the failure matches, null when it is none. */
export function findCauseRule(rules: readonly CauseRule[], failure: CauseEvidence): CauseRule | null {
  return rules.find((rule) => isMatch(rule, failure)) ?? null;
}

function isMatch({ kind, channel, target, text }: CauseRule, failure: CauseEvidence): boolean {
  if (kind !== null && kind !== failure.kind) return false;
  if (channel !== null && (channel.connectionId !== failure.connectionId || channel.channelId !== failure.channelId))
    return false;
  if (target !== null && (failure.target === null || !isWhole(target, failure.target))) return false;
  return text === null || holds(text, failure.oneLine);
}

/** Piece by piece from the front: that takes time in proportion to the text, whatever the pattern. */
function holds(pattern: string, text: string): boolean {
  return endOfPieces(pattern.toLowerCase().split('*'), text.toLowerCase(), 0) >= 0;
}

function isWhole(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const whole = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first)) return false;
  const end = endOfPieces(rest, whole, first.length);
  return end >= 0 && whole.length - last.length >= end && whole.endsWith(last);
}

/** Where the last of the pieces ends, each behind the one before it; -1 when one is missing. */
function endOfPieces(pieces: readonly string[], text: string, from: number): number {
  let at = from;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return -1;
    at = found + piece.length;
  }
  return at;
}
