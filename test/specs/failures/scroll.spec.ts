import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataSet } from '../../bench/search/data-set.ts';
import { failureAt } from '../../bench/search/seeded-failures.ts';
import { openScrollWorld, type ScrollWorld } from '../../scroll/scroll-world.ts';
import { heapOf, marksOf, rowsOnScreen, scrollFor, scrollToPart } from '../../scroll/scrolling.ts';
import { makeFolders, removeFolders } from '../folders.ts';
import { watchErrors } from '../pages/page-errors.ts';

const count = 20_000;
const rowsPerWrite = 5000;
const mostGrowth = 1.5;

/** `npm run scroll` is the same with a million rows, ten minutes, and a limit for frames. */
describe('FEATURE: a list is scrolled while failures come, 200 a second', () => {
  const folders = makeFolders();
  let world: ScrollWorld;
  let errors: string[];

  beforeAll(async () => {
    const folder = folders.root;
    const { store } = await openDataSet(folder, { count });
    for (let first = 0; first < count; first += rowsPerWrite)
      await store.cache.putFailures(
        Array.from({ length: rowsPerWrite }, (_, index) => failureAt(first + index, { count })),
      );
    await store.close();
    world = await openScrollWorld({ folder, count, perSecond: 200 });
    errors = watchErrors(world.page);
    await world.page.locator('[role=grid]').focus();
    for (const key of ['j', 'j', 'x', 'j', 'x', 'j']) await world.page.keyboard.press(key);
    world.toggleWriting();
  }, 300_000);
  afterAll(async () => {
    await world?.close();
    removeFolders(folders);
  });

  it('EXAMPLE: rows under the eye stay where they are, and the new ones are counted', async () => {
    const { page } = world;
    const before = await rowsOnScreen(page);
    expect(before.length).toBeGreaterThan(10);
    const pill = page.getByRole('button', { name: /^[\d\s]+ nye ▲$/ });
    await pill.waitFor();
    const first = await pill.textContent();
    await expect.poll(() => pill.textContent(), { timeout: 30_000 }).not.toBe(first);
    expect(await rowsOnScreen(page)).toEqual(before);
    await scrollToPart(page, 0.5);
    const middle = await rowsOnScreen(page);
    const then = await pill.textContent();
    await expect.poll(() => pill.textContent(), { timeout: 30_000 }).not.toBe(then);
    expect(await rowsOnScreen(page)).toEqual(middle);
    await scrollToPart(page, 0);
  });

  it('EXAMPLE: cursor and selection are where they were after all that was scrolled, and memory does not grow with it', async () => {
    const { page, devTools } = world;
    const marks = await marksOf(page);
    expect(marks.chosen).toHaveLength(2);
    await scrollFor(page, 10);
    const heap = await heapOf(devTools);
    await scrollFor(page, 10);
    expect((await heapOf(devTools)) / heap).toBeLessThan(mostGrowth);
    await scrollToPart(page, 0);
    expect(await marksOf(page)).toEqual(marks);
    expect(errors).toEqual([]);
  });

  it('EXAMPLE: the pill lets the new ones in, with cursor and selection on their rows', async () => {
    const { page } = world;
    const { active } = await marksOf(page);
    await page.getByRole('button', { name: /^[\d\s]+ nye ▲$/ }).click();
    await expect
      .poll(async () => (await rowsOnScreen(page)).some(({ id }) => idNumber(id) > count), { timeout: 30_000 })
      .toBe(true);
    await page.keyboard.press('k');
    expect((await marksOf(page)).active).not.toBe(active);
  });
});

function idNumber(id: string): number {
  return Number(id.split('/').at(-1));
}
