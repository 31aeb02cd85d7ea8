import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flatEvents, flatProcedures } from '../../src-shared/contract/index.ts';
import { listSources } from './import-graph.ts';

const sources = listSources(process.cwd());
const lengthOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

describe('the house', () => {
  it('keeps every file at 400 lines or fewer', () => {
    expect(sources.filter((file) => lengthOf(file) > 400)).toEqual([]);
  });

  it('keeps the median product file below 90 lines', () => {
    const lengths = sources
      .filter((file) => file.startsWith('src-') && !file.includes('.test.'))
      .map(lengthOf)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(90);
  });

  it('names procedures noun.verb and events in the same way', () => {
    const names = [...flatProcedures.keys(), ...flatEvents.keys()];
    expect(names.filter((name) => !/^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$/.test(name))).toEqual([]);
  });

  it('lets every event name only queries that exist', () => {
    const stale = [...flatEvents.values()].flatMap((event) => event.stale);
    expect(stale.filter((name) => flatProcedures.get(name)?.type !== 'query')).toEqual([]);
  });

  it('never asks which shell it runs in inside a feature', () => {
    const asking = sources.filter(
      (file) =>
        /^src-renderer\/(features|widgets|ui)\//.test(file) &&
        /isElectron|navigator\.userAgent/.test(readFileSync(file, 'utf8')),
    );
    expect(asking).toEqual([]);
  });

  it('throws only AppError in services and engines', () => {
    const throwing = sources.filter(
      (file) =>
        /^src-main\/(services|engines)\//.test(file) &&
        !file.includes('.test.') &&
        /\bnew Error\(/.test(readFileSync(file, 'utf8')),
    );
    expect(throwing).toEqual([]);
  });
});
