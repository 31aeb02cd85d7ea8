import { describe, expect } from 'vitest';
import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { FormatNode } from '../../../src-shared/formats/format.ts';
import { applyPatch, invertPatch, type Patch, patchOf } from '../../../src-shared/formats/shared/patch.ts';
import { type CorpusFile, createCorpus } from '../../../test/corpus.ts';
import { allLeaves, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { openBody } from './open-body.ts';
import type { AppliedPlan } from './preview-edit.ts';
import { applyEdit } from './preview-edit.ts';

const when: EditStep['when'] = [];

/** Places all over the message, few enough to try each in every way. */
function someLeaves(body: Body): FormatNode[] {
  const leaves = allLeaves(openBody(body).parsed.nodes).filter(({ text }) => text !== null && text !== '');
  const every = Math.max(1, Math.floor(leaves.length / 3));
  return leaves.filter((_, index) => index % every === 0);
}

/** The same place in every segment, repetition, element or list item. */
function eachOf(path: string): string {
  if (path.startsWith('/')) return path.replace(/\/([^/@\]]+)(?:\[\d+\])?(?=\/|$)/g, '/$1[*]').replace('[*]', '');
  return path.replace(/^(\w{3})(?=-)/, '$1[*]').replaceAll(/\[\d+\]/g, '[*]');
}

function stepsAt(leaf: FormatNode): EditStep[][] {
  const { path } = leaf;
  const text = leaf.text ?? '';
  const condition = { path, is: 'equal' as const, text: text.slice(0, 1000) };
  return [
    [{ kind: 'set', path, text: 'Ærlig & "talt" <x> |^~\\&', when }],
    [{ kind: 'set', path: eachOf(path), text: '7', when: [condition] }],
    [{ kind: 'replace', path, find: text.slice(0, 1), text: 'xyz', when }],
    [
      { kind: 'replace', path: eachOf(path), find: text.slice(0, 2), text: '', when },
      { kind: 'set', path, text: 'b', when },
    ],
    [{ kind: 'delete', path, when }],
    [{ kind: 'map', path, table: [{ from: text.slice(0, 1000), to: 'mapped' }], otherwise: 'keep', when }],
  ];
}

function plansFor(body: Body): AppliedPlan[] {
  const leaves = someLeaves(body);
  const moves = leaves
    .slice(1)
    .map((leaf, index): EditStep[] => [{ kind: 'move', from: leaf.path, to: leaves[index]?.path ?? leaf.path, when }]);
  const steps = [...leaves.flatMap(stepsAt), ...moves].filter((each) =>
    each.every((step) => step.kind !== 'replace' || step.find !== ''),
  );
  const shown = openBody(body).map.text.replaceAll(/\r\n|\r/g, '\n');
  const lines = shown.split('\n');
  const texts = [
    lines.map((line, index) => (index % 3 === 1 ? `${line}x` : line)).join('\n'),
    [...lines.slice(0, 2), 'ZZZ|new', ...lines.slice(2)].join('\n'),
    lines.filter((_, index) => index !== 2).join('\n'),
  ];
  return [
    ...steps.map((each): AppliedPlan => ({ kind: 'steps', steps: each })),
    ...leaves.map(({ path }): AppliedPlan => ({ kind: 'fields', edits: [{ path, text: 'new' }] })),
    ...texts.map((text): AppliedPlan => ({ kind: 'text', text })),
  ];
}

/** How many of the plans changed something, allowed or not. */
function checkFile({ name, bytes }: CorpusFile): number {
  const body: Body = { bytes, encoding: null, fidelity: 'wire' };
  const kept = bytes.slice();
  let changed = 0;
  for (const plan of plansFor(body)) {
    const edit = applyEdit(body, plan);
    const { changes } = edit;
    if (changes.length > 0) changed += 1;
    expectOnlyReportedChanges(bytes, {
      kind: 'spliced',
      bytes: edit.body.bytes,
      changes: changes.map((change) => ({ ...change, path: '' })),
    });
    const patch = JSON.parse(JSON.stringify(patchOf(bytes, { bytes: edit.body.bytes, changes }))) as Patch;
    expect(sameBytes(applyPatch(bytes, patch), edit.body.bytes), name).toBe(true);
    expect(sameBytes(applyPatch(edit.body.bytes, invertPatch(patch)), bytes), name).toBe(true);
  }
  expect(Buffer.from(bytes).equals(kept), name).toBe(true);
  return changed;
}

function sameBytes(patched: ReturnType<typeof applyPatch>, bytes: Uint8Array): boolean {
  return patched.kind === 'patched' && Buffer.from(patched.bytes).equals(bytes);
}

describe.each([
  ['hl7v2', ['.hl7', '.txt']],
  ['fhir', ['.json']],
  ['kith', ['.xml']],
] as const)('edits of the %s corpus', (folder, endings) => {
  const corpus = createCorpus(folder, endings);
  corpus.it('change nothing outside the spans they report, and can be taken back', (files) => {
    const small = files.filter(({ bytes }) => bytes.length < 40_000);
    const changed = small.map(checkFile);
    expect(changed.filter((count) => count > 0).length).toBeGreaterThan(small.length / 2);
  });
});
