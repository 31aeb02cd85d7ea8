import { describe, expect, it } from 'vitest';
import { reconnectDelayMs } from './event-socket.ts';

describe('reconnectDelayMs', () => {
  it('doubles from half a second', () => {
    expect([0, 1, 2].map((failures) => reconnectDelayMs(failures, 1))).toEqual([500, 1000, 2000]);
  });

  it('stops growing at fifteen seconds', () => {
    expect(reconnectDelayMs(50, 1)).toBe(15_000);
  });

  it('leaves half of it to chance', () => {
    expect(reconnectDelayMs(1, 0)).toBe(500);
  });
});
