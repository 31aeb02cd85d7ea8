import { describe, expect, it } from 'vitest';
import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import { weigh } from './body-weight.ts';
import { maxBytesHere } from './body-work.ts';

const body = (sizeBytes: number) => ({ bytes: new Uint8Array(sizeBytes), encoding: null, fidelity: 'wire' as const });
const set = (text: string): EditStep => ({ kind: 'set', path: 'OBX[*]-6', text, when: [] });

describe('weigh', () => {
  it('counts the bytes of a body that is only read', () => {
    expect(weigh({ body: body(100) })).toBe(100);
    expect(weigh({ body: body(100), edit: null })).toBe(100);
  });

  it('lets a short edit of an ordinary message be made at once', () => {
    expect(weigh({ body: body(2000), steps: [set('ANNET'), set('SYKEHUS')] })).toBeLessThan(maxBytesHere);
  });

  it.each([
    ['a long text', { plan: { kind: 'text' as const, text: 'x'.repeat(20_000) } }],
    ['a long value', { edit: { kind: 'fields' as const, edits: [{ path: 'PID-5', text: 'x'.repeat(20_000) }] } }],
    ['a text for every place', { steps: [set('x'.repeat(10_000))] }],
    [
      'a table',
      {
        steps: [
          {
            path: 'PID-8',
            when: [],
            kind: 'map' as const,
            table: [{ from: 'a', to: 'x'.repeat(9000) }],
            otherwise: 'keep' as const,
          },
        ],
      },
    ],
    ['many steps', { plan: { kind: 'steps' as const, steps: Array.from({ length: 50 }, () => set('x')) } }],
  ])('sends elsewhere what would hold up everybody: %s', (_what, asked) => {
    expect(weigh({ body: body(2000), ...asked })).toBeGreaterThan(maxBytesHere);
  });
});
