import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { projectResources } from './test-support.ts';

describe('readArguments', () => {
  it('takes everything from defaults when nothing is given', () => {
    expect(readArguments([], '/data')).toEqual({
      dataFolder: '/data',
      resourcesFolder: projectResources,
      port: null,
      speed: 1,
      seed: 1,
      retention: 2_000,
      isChild: false,
    });
  });

  it('takes what is given', () => {
    const args = [
      '--data',
      'd',
      '--resources',
      'r',
      '--port',
      '8443',
      '--speed',
      '20',
      '--seed',
      '9',
      '--retention',
      '50',
      '--child',
    ];
    expect(readArguments(args, '/data')).toEqual({
      dataFolder: 'd',
      resourcesFolder: 'r',
      port: 8443,
      speed: 20,
      seed: 9,
      retention: 50,
      isChild: true,
    });
  });

  it('stops all traffic when asked, whatever the speed', () => {
    expect(readArguments(['--no-traffic', '--speed', '5'], '/data')).toMatchObject({ speed: 0 });
  });

  it.each([['--port', 'x'], ['--speed', '-1'], ['--nonsense']])('says what is wrong with %s %s', (...args) => {
    expect(typeof readArguments(args, '/data')).toBe('string');
  });
});
