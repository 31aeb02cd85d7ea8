import { expect } from 'vitest';
import type { SpliceResult } from '../src-shared/formats/format.ts';
import { applyPatch, invertPatch, type Patch, patchOf } from '../src-shared/formats/shared/patch.ts';

/** What is stored of the edit makes the new bytes of the old ones and, turned round, the old ones of the new; also when it went through JSON. */
export function expectPatchRestores(before: Uint8Array, result: Extract<SpliceResult, { kind: 'spliced' }>): void {
  const patch = JSON.parse(JSON.stringify(patchOf(before, result))) as Patch;
  expect(applyPatch(before, patch)).toEqual({ kind: 'patched', bytes: result.bytes });
  expect(applyPatch(result.bytes, invertPatch(patch))).toEqual({ kind: 'patched', bytes: before });
}
