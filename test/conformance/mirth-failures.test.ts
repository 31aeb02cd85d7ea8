import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import { type ArrivedRequest, type RecordedMirth, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { engineAt, never } from './mirth-fixture.ts';

const channelId = 'a1000000-0000-4000-8000-000000000001';

type Errored = { id: number; contentBytes?: number };

/** One errored source row, so that no second question is needed for its raw. */
function messageXml({ id, contentBytes = 10 }: Errored, hasContent: boolean): string {
  const raw = hasContent ? `<raw><content>${'x'.repeat(contentBytes)}</content></raw>` : '';
  return `<message><messageId>${id}</messageId><channelId>${channelId}</channelId><processed>true</processed><connectorMessages><entry><int>0</int><connectorMessage><metaDataId>0</metaDataId><connectorName>Source</connectorName><status>ERROR</status>${raw}</connectorMessage></entry></connectorMessages></message>`;
}

/** Answers `_search` as the engine does: by id bounds, newest first, at most `limit`. */
function searchIn(errored: readonly Errored[]) {
  return ({ path, body }: ArrivedRequest) => {
    const bound = (name: string, otherwise: number) =>
      Number(new RegExp(`<${name}>(\\d+)<`).exec(body)?.[1] ?? otherwise);
    const [min, max] = [bound('minMessageId', 0), bound('maxMessageId', Number.MAX_SAFE_INTEGER)];
    const limit = Number(/limit=(\d+)/.exec(path)?.[1]);
    const hits = errored.filter(({ id }) => id >= min && id <= max).toSorted((a, b) => b.id - a.id);
    const xml = hits.slice(0, limit).map((each) => messageXml(each, path.includes('includeContent=true')));
    return { body: `<list>${xml.join('')}</list>` };
  };
}

describe('the failures of a Mirth channel', () => {
  let server: RecordedMirth;
  let engine: Engine;
  afterEach(async () => {
    await engine.close();
    await server.close();
  });

  async function start(errored: readonly Errored[]): Promise<void> {
    server = await startRecordedMirth();
    server.on(`POST /channels/${channelId}/messages/_search`, searchIn(errored));
    engine = engineAt(server);
  }

  /** Every failure above `after`, in the order of the pages, and how many questions that took. */
  async function readAll(limit: number, after: string | null = null) {
    const before = engine.requestCount();
    const ids: number[] = [];
    let tooLarge = 0;
    for (let last = after, isComplete = false; !isComplete; ) {
      const page = await engine.failures!.list({ channelId, afterNativeId: last, limit }, never);
      ids.push(...page.items.map(({ nativeId }) => Number(nativeId)));
      tooLarge += page.items.filter(({ bodyIsTooLarge }) => bodyIsTooLarge).length;
      last = page.items.at(-1)?.nativeId ?? last;
      isComplete = page.complete;
    }
    return { ids, tooLarge, asked: engine.requestCount() - before };
  }

  it('come all, once and oldest first, when they are far apart at the end of a long history', async () => {
    const errored = Array.from({ length: 1_300 }, (_, index) => ({ id: 900_000 + index * 37 }));
    await start(errored);
    const { ids, asked } = await readAll(100);
    expect(ids).toEqual(errored.map(({ id }) => id));
    expect(asked).toBeLessThan(200);
  });

  it('come all, once and oldest first, when their content is too much for one answer', async () => {
    const errored = Array.from({ length: 7 }, (_, index) => ({ id: 10 + index, contentBytes: 7_000_000 }));
    await start(errored);
    const { ids, tooLarge } = await readAll(100);
    expect(ids).toEqual(errored.map(({ id }) => id));
    expect(tooLarge).toBe(7); // over 2 MB each: the raw is left for the message page
  });

  it('come all when one among them is too large to be read at all', async () => {
    await start([{ id: 5 }, { id: 6, contentBytes: 34_000_000 }, { id: 7 }]);
    expect(await readAll(100)).toMatchObject({ ids: [5, 6, 7], tooLarge: 1 });
  });

  it('take one question when there are none, and one when they are few and new', async () => {
    await start([{ id: 5 }, { id: 6 }]);
    expect(await readAll(100, '6')).toMatchObject({ ids: [], asked: 2 }); // the sign-in is the other
    expect(await readAll(100, '5')).toMatchObject({ ids: [6], asked: 1 });
  });

  it('are found still failed among thousands of others', async () => {
    const errored = Array.from({ length: 2_500 }, (_, index) => ({ id: 2 * index }));
    await start(errored);
    const nativeIds = ['0', '1', '2', '1998', '1999', '4998', '5001'];
    const failed = await engine.failures!.stillFailed({ channelId, nativeIds }, never);
    expect(failed).toEqual(new Set(['0', '2', '1998', '4998']));
  });

  it('are none still failed when none is asked for', async () => {
    await start([{ id: 5 }]);
    expect(await engine.failures!.stillFailed({ channelId, nativeIds: [] }, never)).toEqual(new Set());
    expect(engine.requestCount()).toBe(0);
  });
});
