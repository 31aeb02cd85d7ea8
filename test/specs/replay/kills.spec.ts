import { describe, expect, it } from 'vitest';
import { runKilled } from '../../faults/kill-loop.ts';
import { openStage } from '../../faults/stage.ts';

/** The short form of `npm run faults`: the same moments each time. */
const seed = 20261127;

describe('FEATURE: a core that is killed again and again while a run goes on', () => {
  describe('RULE: nothing is lost, sent twice or out of order, and what was in the air is unknown', () => {
    it.each([
      ['mllp', 3, 3],
      ['mirth', 2, 2],
    ] as const)('EXAMPLE: by %s', async (way, most, kills) => {
      const stage = await openStage({ way, messageCount: 30, seed, connectionCount: most, answerMs: 30 });
      try {
        const { figures, broken } = await runKilled(stage, { kills, most });
        console.log(`${way}: ${JSON.stringify(figures)}`);
        expect(broken).toEqual([]);
        expect(figures['kills with something in the air']).toBeGreaterThan(0);
      } finally {
        await stage.close();
      }
    });
  });
});
