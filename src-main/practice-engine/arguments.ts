import { parseArgs } from 'node:util';
import { findResources } from '../platform/find-resources.ts';
import type { PracticeEngineOptions } from './practice-engine.ts';

/** `isChild` = started by a parent: one JSON line instead of words for people, and an end when standard input ends. */
export type PracticeArguments = PracticeEngineOptions & { isChild: boolean };

export const usage =
  'practice [--data DIR] [--port N] [--speed N] [--seed N] [--retention N] [--no-traffic] [--resources DIR]';

/** @returns a sentence about what is wrong when the arguments cannot be used */
export function readArguments(args: string[], defaultDataFolder: string): PracticeArguments | string {
  let values: Record<string, string | boolean | undefined>;
  try {
    values = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        speed: { type: 'string' },
        seed: { type: 'string' },
        retention: { type: 'string' },
        resources: { type: 'string' },
        'no-traffic': { type: 'boolean' },
        child: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments cannot be read.';
  }
  const number = (name: string, fallback: number) => (values[name] === undefined ? fallback : Number(values[name]));
  const numbers = {
    port: number('port', 0),
    speed: number('speed', 1),
    seed: number('seed', 1),
    retention: number('retention', 2_000),
  };
  for (const [name, value] of Object.entries(numbers))
    if (!Number.isFinite(value) || value < 0) return `--${name} needs a number that is not negative.`;
  return {
    dataFolder: typeof values.data === 'string' ? values.data : defaultDataFolder,
    resourcesFolder:
      typeof values.resources === 'string'
        ? values.resources
        : findResources(import.meta.url, 'practice', 'channels.json'),
    port: values.port === undefined ? null : numbers.port,
    speed: values['no-traffic'] === true ? 0 : numbers.speed,
    seed: numbers.seed,
    retention: Math.max(1, numbers.retention),
    isChild: values.child === true,
  };
}
