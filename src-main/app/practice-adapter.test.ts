import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEngine } from '../services/practice/practice-port.ts';
import { startPractice } from './practice-adapter.ts';

const { signal } = new AbortController();
let folder: string;
let engine: PracticeEngine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vaktbord-practice-'));
  engine = await startPractice({ dataDir: folder, speed: 0 }, signal);
});
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('practice adapter', () => {
  it('says how to reach the engine, as a connection needs it', () => {
    expect(engine.ready.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+/);
    expect(engine.ready.certificateFingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(engine.ready.password).not.toBe('');
  });

  it('switches a scenario and shows it, with a title in every language', async () => {
    const [first] = (await engine.status(signal)).scenarios;
    expect(first).toMatchObject({ isActive: false, title: { nb: expect.any(String), nn: expect.any(String) } });
    const scenarioId = first?.scenarioId ?? '';
    await engine.switchScenario({ scenarioId, isActive: true }, signal);
    const { scenarios } = await engine.status(signal);
    expect(scenarios.find((one) => one.scenarioId === scenarioId)?.isActive).toBe(true);
  });

  it.each(['down', 'slow', 'nack', 'wrong-ack', 'up'] as const)('sets a receiver to %s', async (mode) => {
    const receiverId = (await engine.status(signal)).receivers[0]?.receiverId ?? '';
    await engine.setReceiver({ receiverId, mode }, signal);
    expect((await engine.status(signal)).receivers[0]?.mode).toBe(mode);
  });

  it('remembers the speed', async () => {
    await engine.setSpeed({ speed: 3 }, signal);
    expect((await engine.status(signal)).speed).toBe(3);
    await engine.setSpeed({ speed: 0 }, signal);
  });

  it('refuses a receiver that is not there', async () => {
    await expect(engine.receiverLog({ receiverId: 'nobody' }, signal)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
