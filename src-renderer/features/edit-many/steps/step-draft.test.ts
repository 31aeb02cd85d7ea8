import { describe, expect, it } from 'vitest';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import { lacksOf, newStep, readySteps, stepKinds, withKind } from './step-draft.ts';

const set: EditStep = { kind: 'set', path: 'PV1-3.1', text: 'KIR2', when: [] };
const onlyWhen = (condition: EditStep['when'][number]): EditStep => ({ ...set, when: [condition] });

describe('a step while it is written', () => {
  it.each(stepKinds)('lacks its place at first when it is *%s*', (kind) => {
    expect(lacksOf(newStep(kind))).toContain('path');
  });

  it('keeps place, text and conditions in another kind', () => {
    const first = onlyWhen({ path: 'MSH-9', is: 'contains', text: 'ORU' });
    expect(withKind(first, 'replace')).toEqual({
      kind: 'replace',
      path: 'PV1-3.1',
      find: '',
      text: 'KIR2',
      when: first.when,
    });
    expect(withKind(withKind(first, 'move'), 'delete')).toEqual({ kind: 'delete', path: 'PV1-3.1', when: first.when });
  });

  it('lacks nothing when a value is set to empty', () => {
    expect(lacksOf({ ...set, text: '' })).toEqual([]);
  });

  it.each<[string, EditStep]>([
    ['find', { kind: 'replace', path: 'PID-5', find: '', text: 'x', when: [] }],
    ['table', { kind: 'map', path: 'PID-5', table: [], otherwise: 'keep', when: [] }],
    ['to', { kind: 'move', from: 'PID-5', to: ' ', when: [] }],
    ['same', { kind: 'move', from: 'PID-5', to: 'PID-5 ', when: [] }],
    ['condition', onlyWhen({ path: '', is: 'empty', text: '' })],
    ['condition', onlyWhen({ path: 'MSH-9', is: 'equal', text: '' })],
  ])('lacks %s', (lack, step) => {
    expect(lacksOf(step)).toEqual([lack]);
  });

  it('needs no text where only emptiness is asked for', () => {
    expect(lacksOf(onlyWhen({ path: 'MSH-9', is: 'not-empty', text: '' }))).toEqual([]);
  });
});

describe('readySteps', () => {
  const drafts = (...steps: EditStep[]) => steps.map((step, id) => ({ id, step }));

  it('has nothing to try while there is no step, or one lacks something', () => {
    expect(readySteps([])).toBeNull();
    expect(readySteps(drafts(set, newStep('set')))).toBeNull();
  });

  it('takes the spaces around places away, and the text that nothing is compared with', () => {
    const written: EditStep = { ...set, path: ' PV1-3.1 ', when: [{ path: ' PV1-2', is: 'empty', text: 'left' }] };
    expect(readySteps(drafts(written))).toEqual([{ ...set, when: [{ path: 'PV1-2', is: 'empty', text: '' }] }]);
  });

  it('leaves the spaces of values as they are', () => {
    expect(readySteps(drafts({ ...set, text: ' KIR2 ' }))).toEqual([{ ...set, text: ' KIR2 ' }]);
  });

  it('has nothing to try while a step is longer than the core takes', () => {
    expect(readySteps(drafts({ ...set, text: 'x'.repeat(10_001) }))).toBeNull();
  });
});
