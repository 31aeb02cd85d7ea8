import { describe, expect, it } from 'vitest';
import {
  canReturnToFields,
  type EditState,
  planOf,
  redo,
  toFields,
  toRaw,
  undo,
  untouched,
  withFields,
  withoutAll,
  withoutField,
  withText,
} from './edit-plan.ts';

const set = (state: EditState, path: string, text: string) => withFields(state, [{ path, text }]);
const pathsOf = ({ fields }: EditState) => [...fields.keys()];
const two = set(set(untouched, 'PV1-3', 'B'), 'PID-8', 'F');
const stored = 'MSH|\rPV1|\r';

describe('an edit', () => {
  it('has no plan while nothing is changed', () => {
    expect(planOf(untouched)).toBeNull();
    expect(planOf(toRaw(untouched, null))).toBeNull();
  });

  it('keeps the last value of a field', () => {
    const state = set(set(untouched, 'PV1-3', 'A'), 'PV1-3', 'B');
    expect(planOf(state)).toEqual({ kind: 'fields', edits: [{ path: 'PV1-3', text: 'B' }] });
  });

  it('is taken back and done again step by step', () => {
    const back = undo(two);
    expect(pathsOf(back)).toEqual(['PV1-3']);
    expect(planOf(undo(back))).toBeNull();
    expect(undo(undo(undo(two)))).toEqual(undo(undo(two)));
    expect(redo(redo(undo(undo(two))))).toEqual(two);
  });

  it('forgets what was taken back once something else is changed', () => {
    const other = set(undo(two), 'PV1-2', 'I');
    expect(redo(other)).toBe(other);
    expect(pathsOf(other)).toEqual(['PV1-3', 'PV1-2']);
  });

  it('takes one field, all of them, and a suggestion of several fields back in one step', () => {
    expect(pathsOf(undo(withoutField(two, 'PV1-3')))).toEqual(['PV1-3', 'PID-8']);
    expect(pathsOf(undo(withoutAll(two)))).toEqual(['PV1-3', 'PID-8']);
    const fixed = withFields(two, [
      { path: 'A', text: '1' },
      { path: 'B', text: '2' },
    ]);
    expect(pathsOf(undo(fixed))).toEqual(['PV1-3', 'PID-8']);
  });

  it('remembers no step where nothing changed', () => {
    expect(set(two, 'PID-8', 'F')).toBe(two);
    expect(withoutField(two, 'PV1-2')).toBe(two);
  });

  it('goes on in the raw text with what the fields gave, and back while nothing was written there', () => {
    const raw = toRaw(two, 'MSH|\rPV1|B\r');
    expect(raw.startText).toBe('MSH|\rPV1|B\r');
    expect(planOf(raw)).toEqual(planOf(two));
    expect(toFields(raw)).toEqual(two);
    const written = withText(raw, 'MSH|\nPV1|C\n', stored);
    expect(planOf(written)).toEqual({ kind: 'text', text: 'MSH|\nPV1|C\n' });
    expect(canReturnToFields(written)).toBe(false);
    expect(toFields(written)).toBe(written);
  });

  it('is as before when the raw text is written back as it was', () => {
    const raw = toRaw(untouched, null);
    expect(planOf(withText(withText(raw, 'MSH|\nX\n', stored), 'MSH|\nPV1|\n', stored))).toBeNull();
  });
});
