import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Changes, composeChanges } from './compose-changes.ts';
import { applyPatch, invertPatch, patchOf } from './patch.ts';
import { spliceBytes } from './splice.ts';

const edits = fc.array(
  fc.record({ skip: fc.nat(4), cut: fc.nat(3), put: fc.uint8Array({ maxLength: 3, min: 97, max: 122 }) }),
  { maxLength: 5 },
);

function splice(body: Uint8Array, wanted: { skip: number; cut: number; put: Uint8Array }[]) {
  let at = 0;
  const replacements = wanted.map(({ skip, cut, put }, index) => {
    const start = Math.min(body.length, at + skip + (index > 0 ? 1 : 0));
    at = Math.min(body.length, start + cut);
    return { path: '', span: [start, at] as const, bytes: put };
  });
  const result = spliceBytes(body, replacements);
  return result.kind === 'spliced' ? result : null;
}

describe('composeChanges', () => {
  it('makes of two edits one patch that does both and can be taken back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20, min: 48, max: 57 }), edits, edits, (body, one, two) => {
        const first = splice(body, one);
        const second = first === null ? null : splice(first.bytes, two);
        fc.pre(first !== null && second !== null);
        const changes = composeChanges(first.changes, second.changes);
        const patch = patchOf(body, { bytes: second.bytes, changes });
        expect(applyPatch(body, patch)).toEqual({ kind: 'patched', bytes: second.bytes });
        expect(applyPatch(second.bytes, invertPatch(patch))).toEqual({ kind: 'patched', bytes: body });
      }),
    );
  });

  it('keeps apart what was changed in different places', () => {
    const first: Changes = [{ before: [2, 3], after: [2, 5] }];
    const second: Changes = [{ before: [8, 9], after: [8, 8] }];
    expect(composeChanges(first, second)).toEqual([
      { before: [2, 3], after: [2, 5] },
      { before: [6, 7], after: [8, 8] },
    ]);
  });

  it('makes one change of two at the same place', () => {
    const first: Changes = [{ before: [2, 3], after: [2, 5] }];
    const second: Changes = [{ before: [4, 6], after: [4, 4] }];
    expect(composeChanges(first, second)).toEqual([{ before: [2, 4], after: [2, 4] }]);
  });
});
