import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { refreshQueries } from './refresh-queries.ts';

const key = ['replay.get', { replayId: 'R-1' }];

describe('FEATURE: what is shown follows what happened', () => {
  const queries = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  let endings: (() => void)[] = [];
  afterEach(() => {
    for (const end of endings) end();
    endings = [];
    queries.clear();
  });

  function show(ask: () => Promise<string>): void {
    endings.push(new QueryObserver(queries, { queryKey: key, queryFn: ask }).subscribe(() => undefined));
  }

  it('EXAMPLE: an event that comes while the first answer is on its way is not lost', async () => {
    const answers: ((state: string) => void)[] = [];
    show(() => new Promise((resolve) => answers.push(resolve)));
    const refreshed = refreshQueries(queries, 'replay.get');
    answers[0]?.('accepted');
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.('failed-again');
    await refreshed;
    expect(queries.getQueryData(key)).toBe('failed-again');
  });

  it('EXAMPLE: a first answer that was refused is asked for once more', async () => {
    let count = 0;
    show(async () => {
      count += 1;
      if (count === 1) throw new Error('refused');
      return 'failed-again';
    });
    await refreshQueries(queries, null).catch(() => undefined);
    expect(queries.getQueryData(key)).toBe('failed-again');
  });

  it('EXAMPLE: what is already shown is asked for once', async () => {
    let count = 0;
    show(async () => {
      count += 1;
      return `state ${count}`;
    });
    await expect.poll(() => queries.getQueryData(key)).toBe('state 1');
    await refreshQueries(queries, 'replay.get');
    await refreshQueries(queries, 'replay.list');
    expect(queries.getQueryData(key)).toBe('state 2');
  });
});
