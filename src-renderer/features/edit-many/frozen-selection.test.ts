import { afterEach, describe, expect, it, vi } from 'vitest';

type Frozen = typeof import('./frozen-selection.ts');

const refOf = (place: number) => ({ connectionId: 'engine', channelId: 'channel', nativeId: String(place) });

/** A window with what an earlier page of it left; each call is a page that has just been loaded. */
async function loadPage(stored: Map<string, string>): Promise<Frozen> {
  vi.resetModules();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  return import('./frozen-selection.ts');
}

afterEach(() => vi.unstubAllGlobals());

describe('the messages that are edited together', () => {
  it('are none at first', async () => {
    expect((await loadPage(new Map())).readSelection()).toEqual([]);
  });

  it('outlive a reload, as ids and nothing else', async () => {
    const stored = new Map<string, string>();
    const before = await loadPage(stored);
    before.freezeSelection([{ ...refOf(1), header: { sender: 'Ward' } } as never, refOf(2)]);
    expect([...stored.values()].join()).not.toContain('Ward');
    const after = await loadPage(stored);
    expect(after.readSelection()).toEqual([refOf(1), refOf(2)]);
  });

  it('are at most five hundred', async () => {
    const page = await loadPage(new Map());
    page.freezeSelection(Array.from({ length: 501 }, (_, place) => refOf(place)));
    expect(page.readSelection()).toHaveLength(page.mostMessages);
  });

  it.each(['', 'x', '{}', '[1]', '[{"connectionId":"engine"}]'])('are none when the window holds %j', async (text) => {
    const page = await loadPage(new Map([['vaktbord.editMany.refs', text]]));
    expect(page.readSelection()).toEqual([]);
  });

  it('are kept in memory where nothing can be stored', async () => {
    const page = await loadPage(new Map());
    vi.stubGlobal('sessionStorage', {
      setItem: () => {
        throw new Error('full');
      },
    });
    page.freezeSelection([refOf(1)]);
    expect(page.readSelection()).toEqual([refOf(1)]);
  });
});
