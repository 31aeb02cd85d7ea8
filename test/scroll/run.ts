import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyDataSet, keepDataSet } from '../bench/search/data-set.ts';
import { openScrollWorld } from './scroll-world.ts';
import { type Frames, heapOf, marksOf, rowsOnScreen, scrollFor, scrollToPart } from './scrolling.ts';

/** `npm run scroll`: a list of a million rows is scrolled for ten minutes while new ones come. Prints what it took; exit 1 when a target is missed. */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '200' },
    data: { type: 'string', default: join(tmpdir(), 'vaktbord-bench-data') },
  },
});
const count = Number(values.rows);
const minutes = Number(values.minutes);
const targetP95Ms = 20;
const heapShare = 0.1;
const warmSeconds = 20;

const { folder } = await keepDataSet(values.data, { count });
const { copy, remove } = copyDataSet(folder);
try {
  process.exitCode = (await measure(copy)) ? 0 : 1;
} finally {
  remove();
}

async function measure(at: string): Promise<boolean> {
  const world = await openScrollWorld({ folder: at, count, perSecond: Number(values.rate) });
  const { page, devTools } = world;
  await page.locator('[role=grid]').focus();
  for (const key of ['j', 'j', 'x', 'j', 'x', 'j']) await page.keyboard.press(key);
  const marks = await marksOf(page);
  world.toggleWriting();
  await scrollFor(page, warmSeconds);
  const heaps = [await heapOf(devTools)];
  const all: Frames[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const frames = await scrollFor(page, 60);
    all.push(frames);
    heaps.push(await heapOf(devTools));
    const heap = Math.round((heaps.at(-1) ?? 0) / 1024 / 102.4) / 10;
    console.log(`minute ${minute + 1}: ${told(frames)}; heap ${heap} MB; load ${loadavg()[0]?.toFixed(1)}`);
  }
  await scrollToPart(page, 0.5);
  const before = await rowsOnScreen(page);
  await page.waitForTimeout(10_000);
  const after = await rowsOnScreen(page);
  const isStill = JSON.stringify(before) === JSON.stringify(after);
  await scrollToPart(page, 0);
  const isKept = JSON.stringify(await marksOf(page)) === JSON.stringify(marks);
  const written = await world.close();
  const p95 = Math.max(...all.map((each) => each.p95));
  const drift = Math.max(...heaps.map((heap) => Math.abs(heap / (heaps[0] ?? heap) - 1)));
  const seconds = minutes * 60 + warmSeconds;
  console.log(`${count} rows, ${written} new ones in about ${seconds} s`);
  return [
    say(`p95 of a frame in the slowest minute: ${p95} ms`, p95 <= targetP95Ms, `at most ${targetP95Ms}`),
    say(`heap: within ${(drift * 100).toFixed(1)} %`, drift <= heapShare, 'within 10 %'),
    say('rows in sight', isStill, 'as they were'),
    say('cursor and selection', isKept, 'as they were'),
  ].every(Boolean);
}

function told({ p50, p95, p99, longest, count: frames }: Frames): string {
  return `${frames} frames, p50 ${p50}, p95 ${p95}, p99 ${p99}, longest ${longest.toFixed(0)} ms`;
}

function say(what: string, isMet: boolean, target: string): boolean {
  console.log(`${what}: ${isMet ? 'met' : 'NOT MET'} (${target})`);
  return isMet;
}
