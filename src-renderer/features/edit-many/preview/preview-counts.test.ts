import { describe, expect, it } from 'vitest';
import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import { anEditOfOne } from '../../../../test/fakes/edit-of-one.ts';
import { countOutcomes, countSharedIds } from './preview-counts.ts';

describe('countOutcomes', () => {
  it('counts each message once, and those that cannot be had together', () => {
    const outcomes: EditOfOne['outcome'][] = [
      'changed',
      'unchanged',
      'refused',
      'needs-reveal',
      'not-stored',
      'gone',
      'unreachable',
    ];
    const counts = countOutcomes(outcomes.map((outcome) => anEditOfOne({ outcome })));
    expect(counts).toEqual({ changed: 1, unchanged: 1, refused: 1, 'needs-reveal': 1, unavailable: 3, withErrors: 0 });
  });

  it('counts those that the steps make wrong, and those that nobody could judge', () => {
    const items = [anEditOfOne({ introducedErrors: 2 }), anEditOfOne({ isJudged: false }), anEditOfOne({})];
    expect(countOutcomes(items).withErrors).toBe(2);
  });

  it('counts no errors of a message that is not changed', () => {
    expect(countOutcomes([anEditOfOne({ outcome: 'refused', introducedErrors: 1, isJudged: false })]).withErrors).toBe(
      0,
    );
  });
});

describe('countSharedIds', () => {
  it('counts each control id that stands in several messages once, and no message without one', () => {
    const ids = ['A', 'A', 'A', 'B', 'C', 'C', null, null];
    expect(countSharedIds(ids.map((messageControlId) => anEditOfOne({ messageControlId })))).toBe(2);
  });
});
