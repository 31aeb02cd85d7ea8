import { describe, expect, it } from 'vitest';
import { canReturnToFields, planOf, toRaw, untouched, withField, withoutField } from './edit-plan.ts';

describe('planOf', () => {
  it('plans nothing when nothing is changed', () => {
    expect(planOf(untouched)).toBeNull();
  });

  it('plans the newest value of each field', () => {
    const state = withField(withField(untouched, 'PV1-3', 'A'), 'PV1-3', 'B');
    expect(planOf(state)).toEqual({ kind: 'fields', edits: [{ path: 'PV1-3', text: 'B' }] });
  });

  it('plans nothing when the only change is undone', () => {
    expect(planOf(withoutField(withField(untouched, 'PV1-3', 'A'), 'PV1-3'))).toBeNull();
  });
});

describe('toRaw', () => {
  it('carries the changed fields into the text', () => {
    const state = toRaw(withField(untouched, 'PV1-3', 'A'), 'MSH|after');
    expect(planOf(state)).toEqual({ kind: 'text', text: 'MSH|after' });
    expect(canReturnToFields(state)).toBe(false);
  });

  it('plans nothing until something is written when no field was changed', () => {
    expect(planOf(toRaw(untouched, null))).toBeNull();
  });
});
