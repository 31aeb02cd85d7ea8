import { expect, it } from 'vitest';
import { minuteMs, noon } from '../../../test/fakes/measured-world.ts';
import { createChannelMemory } from './channel-memory.ts';
import type { SeenChannel } from './measure-port.ts';

const seen = {
  ...{ connectionId: 'c1', channelId: 'lab', name: 'Lab', state: 'started', queued: 0, isStale: false },
  ...{ lastReceivedAt: noon, urgentFailures: 0, connectors: [] },
} as unknown as SeenChannel;
const aMinute = (minuteAt: number, received: number) => ({ minuteAt, received, sent: 0, errored: 0 });

it('knows how busy a channel was before it fell silent, though that was written down after its last message', () => {
  const memory = createChannelMemory();
  expect(memory.look(seen, null, noon + 5000).receivedBefore).toBe(0);
  memory.note(aMinute(noon - 30_000, 4), noon + 15_000);
  expect(memory.look(seen, null, noon + 15_000).receivedBefore).toBe(4);
});

it('still knows it when the minutes themselves are forgotten', () => {
  const memory = createChannelMemory();
  memory.note(aMinute(noon - minuteMs, 4), noon);
  memory.look(seen, null, noon);
  const later = noon + 180 * minuteMs;
  memory.note(aMinute(later, 0), later);
  expect(memory.look(seen, null, later)).toMatchObject({ receivedBefore: 4, minutes: [{ at: later }] });
});
