import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { compareMessages } from '../../../src-shared/formats/shared/compare/compare-messages.ts';
import { maskedSide, type ShownSide } from '../../../src-shared/formats/shared/compare/shown-side.ts';
import { maxShownBytes, type OpenBody, openBody } from './open-body.ts';

export type CompareRequest = { body: Body; other: Body; ignore: string[]; masked: boolean };

/** The comparison of the true values, shown masked where they may not be seen; null when the formats differ. */
export function compareBodies({ body, other, ignore, masked }: CompareRequest): OutputOf<'message.compare'> | null {
  const [a, b] = [openBody(body), openBody(other)];
  if (a.parsed.format !== b.parsed.format) return null;
  const { differences, isComplete } = compareMessages(a.parsed, b.parsed, { ignore });
  const [before, after] = [shownSide(a, masked), shownSide(b, masked)];
  return {
    format: a.parsed.format,
    masked,
    differences: differences.map((each) => ({
      kind: each.kind,
      path: each.path,
      pathInOther: each.pathInOther,
      label: each.label,
      before: each.before === null ? null : before.textOf(each.before),
      after: each.after === null ? null : after.textOf(each.after),
    })),
    isComplete,
    before: before.text.slice(0, maxShownBytes),
    after: after.text.slice(0, maxShownBytes),
    isTruncated: Math.max(before.text.length, after.text.length) > maxShownBytes,
  };
}

function shownSide(open: OpenBody, masked: boolean): ShownSide {
  if (masked) return maskedSide(open.bytes, open.parsed);
  return { text: open.map.text, textOf: (node) => node.text ?? '' };
}
