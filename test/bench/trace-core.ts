import '../../src-main/platform/lean-heap.ts';
import { z } from 'zod';
import { createRandom } from '../../src-main/practice-engine/traffic/random.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { askWeek } from '../week/ask-week.ts';
import { forgetUnread, indexWeek } from '../week/index-week.ts';
import { makeWeek } from '../week/make-week.ts';
import { matrixOf, scoreOf, wrongOf } from '../week/matrix.ts';
import { askedAt } from '../week/week.ts';
import { quantile } from './figure.ts';
import { openDataSet } from './search/data-set.ts';

/**
 * Run as a process of its own: `trace-core.ts <JSON>`. Reads a week of `messages` into a data set, asks `questions` of it, the last tenth while one channel is
 * not read, and prints what was told and what it took.
 */
const { folder, failures, messages, questions, seed } = z
  .object({ folder: z.string(), failures: z.number(), messages: z.number(), questions: z.number(), seed: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ''));

const { store, clock } = await openDataSet(folder, { count: failures });
const week = makeWeek({ seed, count: messages });
const build = await indexWeek(week, { store, clock });
const sampled = sample();
const whole = Math.floor(sampled.length * 0.9);
const asking = { store, clock: createManualClock(askedAt) };
const asked = await askWeek(week, sampled.slice(0, whole), { ...asking, isAllRead: true });
await forgetUnread(store);
asked.push(...(await askWeek(week, sampled.slice(whole), { ...asking, isAllRead: false })));
const times = asked.map(({ ms }) => ms);
const told = {
  ...scoreOf(asked),
  count: asked.length,
  matrix: matrixOf(asked),
  wrong: wrongOf(asked),
  ...{ p50: quantile(times, 0.5), p95: quantile(times, 0.95), max: Math.max(...times) },
};
await store.close();
process.stdout.write(`${JSON.stringify({ build, told })}\n`);
process.exit(0);

/** Each question once; the order of the week is no order of asking. */
function sample() {
  const random = createRandom(seed, 'questions');
  const drawn = week.questions.map((question) => ({ question, rank: random.next() }));
  return drawn
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, questions)
    .map(({ question }) => question);
}
