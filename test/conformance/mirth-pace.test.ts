import { describe, expect, it } from 'vitest';
import { createManualClock } from '../fakes/manual-clock.ts';
import { startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { engineAt, never } from './mirth-fixture.ts';

describe('the pace of the Mirth adapter', () => {
  it('puts at most 0.97 requests a second on the wire when nothing moves', async () => {
    const server = await startRecordedMirth();
    const clock = createManualClock(Date.now());
    const engine = engineAt(server, { clock });
    await engine.channels!.snapshot(never);
    await engine.channels!.refreshSlow(never);
    await engine.log!.poll(never);
    const before = engine.requestCount();
    const { statusMs, logMs, slowMs } = engine.pollPlan;
    const durationMs = 300_000;
    for (let atMs = 1_000; atMs <= durationMs; atMs += 1_000) {
      clock.advance(1_000);
      if (atMs % statusMs === 0) await engine.channels!.snapshot(never);
      if (atMs % logMs === 0) await engine.log!.poll(never);
      if (atMs % slowMs === 0) await engine.channels!.refreshSlow(never);
    }
    const perSecond = (engine.requestCount() - before) / (durationMs / 1_000);
    expect(engine.requestCount()).toBe(server.requests.length);
    expect(perSecond).toBeLessThanOrEqual(0.97);
    expect(server.loginCount()).toBe(1);
    await engine.close();
    await server.close();
  });
});
