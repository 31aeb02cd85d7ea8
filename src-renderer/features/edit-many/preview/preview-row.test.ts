import { describe, expect, it } from 'vitest';
import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import { anEditOfOne } from '../../../../test/fakes/edit-of-one.ts';
import { nextToSend, type PreviewRow, passes } from './preview-row.ts';

const row = (id: string, outcome: EditOfOne['outcome'] | null): PreviewRow => ({
  id,
  ref: { connectionId: 'engine', channelId: 'channel', nativeId: id },
  item: outcome === null ? null : anEditOfOne({ outcome }),
});
const rows = [row('a', 'changed'), row('b', 'refused'), row('c', 'changed'), row('d', null)];

describe('nextToSend', () => {
  it('is the next one below that changes', () => {
    expect(nextToSend(rows, 'a', new Set(['a']))?.id).toBe('c');
  });

  it('begins at the top again, and leaves out what was sent', () => {
    expect(nextToSend(rows, 'c', new Set(['c']))?.id).toBe('a');
    expect(nextToSend(rows, 'c', new Set(['a', 'c']))).toBeNull();
  });
});

describe('passes', () => {
  it('lets only those of the outcome through, and none that has not been asked', () => {
    const shown = (filter: Parameters<typeof passes>[1]) =>
      rows.filter((each) => passes(each, filter)).map(({ id }) => id);
    expect(shown('all')).toEqual(['a', 'b', 'c', 'd']);
    expect(shown('changed')).toEqual(['a', 'c']);
    expect(shown('unavailable')).toEqual([]);
  });

  it('finds those that the steps make wrong', () => {
    expect(passes({ ...rows[0]!, item: anEditOfOne({ introducedErrors: 1 }) }, 'errors')).toBe(true);
    expect(passes(rows[0]!, 'errors')).toBe(false);
  });
});
