import { describe, expect, it } from 'vitest';
import type { CauseEvidence } from './cause-evidence.ts';
import { causeLine, causeOf } from './failure-cause.ts';

const down: CauseEvidence = {
  connectionId: 'east',
  channelId: 'labs',
  connectorIds: ['1'],
  kind: 'connection',
  oneLine: 'ConnectException: Connection refused',
  target: 'dips.example.invalid:6661',
};
const thrown: CauseEvidence = {
  ...down,
  kind: 'transform-error',
  oneLine: 'Error: PID-3: patient identifier is missing',
  target: null,
};
const lineOf = (failure: CauseEvidence): string => causeLine(causeOf(failure, []));

describe('the cause of a failure', () => {
  it('is one for a dead receiver, whatever the channel and the words of the library that found it', () => {
    const other = { ...down, channelId: 'letters', connectorIds: ['2'] };
    expect(lineOf(other)).toBe(lineOf(down));
    expect(lineOf({ ...other, oneLine: 'Connect to dips.example.invalid:6661 failed: Connection refused' })).toBe(
      lineOf(down),
    );
    expect(lineOf({ ...other, target: 'DIPS.example.invalid:6661' })).toBe(lineOf(down));
  });

  it('differs by receiver, by port, by kind and by what happened there', () => {
    const lines = [
      down,
      { ...down, target: 'dips.example.invalid:6662' },
      { ...down, target: 'ris.example.invalid:6661' },
      { ...down, kind: 'timeout' as const },
      { ...down, oneLine: 'UnknownHostException: dips.example.invalid' },
    ].map(lineOf);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('belongs to a channel and connector for everything else, and where no target is known', () => {
    const lines = [
      thrown,
      { ...thrown, channelId: 'letters' },
      { ...thrown, connectorIds: ['2'] },
      { ...thrown, connectionId: 'west' },
      { ...thrown, oneLine: 'Error: PID-8: patient identifier is missing' },
      { ...down, target: null },
    ].map(lineOf);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('is not confused by ids that contain separators', () => {
    expect(lineOf({ ...thrown, connectionId: 'a","b', channelId: 'c' })).not.toBe(
      lineOf({ ...thrown, connectionId: 'a', channelId: 'b","c' }),
    );
  });
});
