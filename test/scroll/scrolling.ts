import type { CDPSession, Page } from 'playwright';

/** Of the frames of some seconds of scrolling, in ms. */
export type Frames = { count: number; p50: number; p95: number; p99: number; longest: number };

/**
 * Scrolls the list for some seconds within the page: by some pixels a frame, up and down, and every four seconds by the scroll bar to another
 * part of the list; frames are timed by their own stamps, in steps of a tenth of a millisecond.
 */
export async function scrollFor(page: Page, seconds: number): Promise<Frames> {
  return page.evaluate(
    `new Promise((resolve) => {
      const grid = document.querySelector('[role=grid]');
      const bins = new Uint32Array(20000);
      const endsAt = performance.now() + ${seconds} * 1000;
      let before = null, frames = 0, longest = 0, jumpAt = performance.now() + 4000, by = 60, part = 0.13;
      const step = (now) => {
        if (before !== null) {
          const took = now - before;
          bins[Math.min(bins.length - 1, Math.round(took * 10))] += 1;
          frames += 1;
          longest = Math.max(longest, took);
        }
        before = now;
        if (now > endsAt) return resolve({ count: frames, p50: at(0.5), p95: at(0.95), p99: at(0.99), longest });
        if (now > jumpAt) {
          jumpAt = now + 4000;
          by = -by;
          part = (part * 7.31 + 0.17) % 1;
          grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight);
        } else grid.scrollTop += by;
        requestAnimationFrame(step);
      };
      const at = (share) => {
        let left = frames * share;
        for (let bin = 0; bin < bins.length; bin += 1) if ((left -= bins[bin]) <= 0) return bin / 10;
        return longest;
      };
      requestAnimationFrame(step);
    })`,
  );
}

/** Bytes of the page's heap after what nobody holds is collected. */
export async function heapOf(devTools: CDPSession): Promise<number> {
  await devTools.send('HeapProfiler.collectGarbage');
  await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Ids of the rows on the screen with their places there, in px; rows that are not read yet are left out. */
export async function rowsOnScreen(page: Page): Promise<{ id: string; top: number }[]> {
  return page.evaluate(`(() => {
    const grid = document.querySelector('[role=grid]');
    const { top, bottom } = grid.getBoundingClientRect();
    return [...grid.querySelectorAll('[data-row-id]')]
      .map((row) => ({ id: row.dataset.rowId, top: row.getBoundingClientRect().top }))
      .filter((row) => row.top >= top && row.top < bottom)
      .sort((a, b) => a.top - b.top);
  })()`);
}

/** The row with the cursor and those chosen, of the rows that are drawn. */
export async function marksOf(page: Page): Promise<{ active: string | null; chosen: string[] }> {
  return page.evaluate(`(() => {
    const ids = (selector) => [...document.querySelectorAll('[role=grid] ' + selector)].map((row) => row.dataset.rowId);
    return { active: ids('[data-active]')[0] ?? null, chosen: ids('[role=row][aria-selected=true]').sort() };
  })()`);
}

/** To a part of the list, as by the scroll bar; waits until the rows of that part fill the screen, all of them read. */
export async function scrollToPart(page: Page, part: number): Promise<void> {
  await page.evaluate(`(() => {
    const grid = document.querySelector('[role=grid]');
    grid.scrollTop = ${part} * (grid.scrollHeight - grid.clientHeight);
  })()`);
  // The page's own policy forbids the evaluation by which a browser could wait for it itself.
  for (let look = 0; look < mostLooks; look += 1) {
    const isBusy = await page.evaluate(`document.querySelector('[role=grid] [aria-busy]') !== null`);
    if (!isBusy && (await rowsOnScreen(page)).length > 10) return;
    await page.waitForTimeout(50);
  }
  throw new Error('That part of the list was never drawn.');
}

const mostLooks = 600;
