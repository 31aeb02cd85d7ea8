import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { checkBody } from './check-body.ts';
import { createChance, mutate } from './mutate.ts';
import { readSeedBodies } from './seed-bodies.ts';

/**
 * `npm run fuzz -- [--count N] [--seed N]`: damaged messages of every format, ten million by default, and every sample cut off at every byte.
 * Prints what broke, with the seed that finds it again, and exits 1.
 */
const { values } = parseArgs({
  options: { count: { type: 'string' }, seed: { type: 'string' }, part: { type: 'string' }, parts: { type: 'string' } },
});
const count = Number(values.count ?? 10_000_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000_007);

if (values.part === undefined) await runParts(availableParallelism());
else runPart(Number(values.part), Number(values.parts));

async function runParts(parts: number): Promise<void> {
  const startedAt = Date.now();
  const codes = await Promise.all(Array.from({ length: parts }, (_, part) => startPart(part, parts)));
  const seconds = (Date.now() - startedAt) / 1000;
  const hasFailed = codes.some((code) => code !== 0);
  console.log(
    `fuzz: ${count} mutations, seed ${seed}, ${seconds.toFixed(0)} s, ${hasFailed ? 'FAILED' : 'no promise broken'}`,
  );
  process.exitCode = hasFailed ? 1 : 0;
}

function startPart(part: number, parts: number): Promise<number> {
  const args = ['--count', String(count), '--seed', String(seed), '--part', String(part), '--parts', String(parts)];
  return new Promise((done) => {
    fork(new URL(import.meta.url), args).on('exit', (code) => done(code ?? 1));
  });
}

function runPart(part: number, parts: number): void {
  const { bodies, fileCount } = readSeedBodies();
  if (part === 0) console.log(`fuzz: ${fileCount} files read`);
  cutEverywhere(bodies.filter((_, index) => index % parts === part));
  const mine = Math.ceil(count / parts);
  for (let index = 0; index < mine; index += 1) {
    const own = seed * 31 + part * 1_000_003 + index * 7919;
    const body = mutate(bodies, createChance(own));
    try {
      checkBody(body, index % 16 === 0 ? 'whole' : 'shallow');
    } catch (error) {
      report(error, `mutation ${own}`);
    }
  }
}

/** Every sample up to 16 KB, cut at every byte; of larger ones the first 8 000 and the last. */
function cutEverywhere(bodies: readonly Uint8Array[]): void {
  for (const [index, body] of bodies.entries()) {
    for (let end = 0; end <= body.length; end += 1) {
      if (body.length > 16_384 && end === 8000) end = Math.max(8001, body.length - 2000);
      try {
        checkBody(body.subarray(0, end), end % 397 === 0 ? 'whole' : 'shallow');
      } catch (error) {
        report(error, `sample ${index} cut at ${end}`);
      }
    }
  }
}

/** The samples are nobody's data, but their text is not needed to find the place again. */
function report(error: unknown, where: string): never {
  console.error(where, error instanceof Error ? error.stack : error);
  process.exit(1);
}
