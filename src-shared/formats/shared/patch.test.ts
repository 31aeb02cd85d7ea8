import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, invertPatch, type Patch, patchOf } from './patch.ts';
import { type Replacement, spliceBytes } from './splice.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function splice(before: Uint8Array, replacements: Replacement[]) {
  const result = spliceBytes(before, replacements);
  if (result.kind === 'rejected') throw new Error(result.reason);
  return result;
}

describe('patch', () => {
  it('says at which byte what was removed and what was put there', () => {
    const result = splice(bytesOf('PID|7|x'), [{ path: 'PID-1', span: [4, 5], bytes: bytesOf('42') }]);
    expect(patchOf(bytesOf('PID|7|x'), result)).toEqual([{ at: 4, removed: '37', inserted: '3432' }]);
  });

  it('has no part for an edit that changed nothing', () => {
    const result = splice(bytesOf('PID|7'), [{ path: 'PID-1', span: [4, 5], bytes: bytesOf('7') }]);
    expect(patchOf(bytesOf('PID|7'), result)).toEqual([]);
  });

  it('is refused by a body where other bytes stand, or that ends before', () => {
    const patch: Patch = [{ at: 4, removed: '37', inserted: '38' }];
    expect(applyPatch(bytesOf('PID|7'), patch)).toEqual({ kind: 'patched', bytes: bytesOf('PID|8') });
    expect(applyPatch(bytesOf('PID|6'), patch)).toEqual({ kind: 'rejected', reason: 'differs', at: 4 });
    expect(applyPatch(bytesOf('PID'), patch)).toEqual({ kind: 'rejected', reason: 'differs', at: 4 });
  });

  it('is refused when it is no patch', () => {
    for (const patch of [
      [{ at: 0, removed: '5', inserted: '' }],
      [{ at: 0, removed: '', inserted: 'xy' }],
      [{ at: -1, removed: '', inserted: '' }],
      [{ at: 0.5, removed: '', inserted: '' }],
      [
        { at: 2, removed: '44', inserted: '' },
        { at: 0, removed: '50', inserted: '' },
      ],
    ])
      expect(applyPatch(bytesOf('PID'), patch)).toMatchObject({ kind: 'rejected', reason: 'malformed' });
  });

  it('makes the new body of the old one and the old one of the new one, also after JSON', () => {
    const part = fc.record({ kept: fc.uint8Array({ maxLength: 5 }), old: fc.uint8Array(), bytes: fc.uint8Array() });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const before = Uint8Array.from(parts.flatMap(({ kept, old }) => [0x7c, ...kept, ...old]));
        let at = 0;
        const replacements = parts.map(({ kept, old, bytes }): Replacement => {
          const start = at + 1 + kept.length;
          at = start + old.length;
          return { path: '', span: [start, at], bytes };
        });
        const result = splice(before, replacements);
        const patch = JSON.parse(JSON.stringify(patchOf(before, result))) as Patch;
        expect(applyPatch(before, patch)).toEqual({ kind: 'patched', bytes: result.bytes });
        expect(applyPatch(result.bytes, invertPatch(patch))).toEqual({ kind: 'patched', bytes: before });
        expect(invertPatch(invertPatch(patch))).toEqual(patch);
      }),
    );
  });
});
