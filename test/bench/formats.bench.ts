import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FormatNode, ParsedMessage } from '../../src-shared/formats/format.ts';
import { hl7v2Format } from '../../src-shared/formats/hl7v2/hl7v2-format.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';
import { makeBody, makeBodyOf, readHl7Bodies } from './hl7-bodies.ts';
import { otherReaders, ourReader } from './hl7-readers.ts';

const options = { statedEncoding: null };
const megabyte = 1024 * 1024;

/** HL7 v2 read by us and by three libraries, and bodies of up to 50 MB. Times are those of the processor: other processes count little. */
export const formatsBenchmark: Benchmark = {
  names: [
    'formats.read_ratio',
    'formats.walk_mb_s',
    'formats.summary_us',
    'formats.large_parse_ms',
    'formats.segments_50k_ms',
    'formats.linearity',
    'formats.memory_mb_per_mb',
  ],
  async run({ quick }): Promise<Figure[]> {
    const roundMs = quick ? 120 : 600;
    const { bodies, isCorpus } = readHl7Bodies();
    const source = isCorpus ? 'corpus' : 'generated';
    return [readRatio(bodies, source, roundMs), ...overBodies(bodies, source, roundMs), ...(await overLarge(quick))];
  },
};

function readRatio(all: readonly Uint8Array[], source: string, roundMs: number): Figure {
  const readers = [ourReader, ...otherReaders];
  const bodies = all.filter((body) => readers.every(({ read }) => canRead(() => read(body))));
  const best = readers.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 4; round += 1)
    for (const [index, { read }] of readers.entries())
      best[index] = Math.min(best[index]!, timeOver(bodies, read, roundMs));
  const rates = best.map((ms) => 1000 / ms);
  const named = readers.map(({ name }, index) => `${name} ${Math.round(rates[index]!)}/s`).join(', ');
  return figure({
    name: 'formats.read_ratio',
    value: rates[0]! / Math.max(...rates.slice(1)),
    unit: 'times',
    target: 5,
    better: 'higher',
    note: `${bodies.length} of ${all.length} ${source} files that all four read: ${named}`,
  });
}

function overBodies(bodies: readonly Uint8Array[], source: string, roundMs: number): Figure[] {
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
  const walkMs = timeOver(bodies, (body) => walk(hl7v2Format.parse(body, options).nodes), roundMs) * bodies.length;
  const summary = (body: Uint8Array) => [hl7v2Format.summary(body, options), hl7v2Format.measurements(body, options)];
  return [
    reported('formats.walk_mb_s', bytes / megabyte / (walkMs / 1000), 'MB/s', `${source}, every node to subcomponents`),
    reported('formats.summary_us', timeOver(bodies, summary, roundMs) * 1000, 'us', `${source}, with measurements`),
  ];
}

async function overLarge(quick: boolean): Promise<Figure[]> {
  const large = makeBodyOf(50 * megabyte);
  const small = makeBodyOf(megabyte);
  const many = makeBody(50_000);
  const parse = (body: Uint8Array) => hl7v2Format.parse(body, options).problems;
  const smallMs = bestOf(9, () => parse(small));
  const largeMs = bestOf(9, () => parse(large));
  const perMb = (ms: number, body: Uint8Array) => ms / (body.length / megabyte);
  return [
    reported(
      'formats.large_parse_ms',
      largeMs,
      'ms',
      `${Math.round(large.length / megabyte)} MB, segments of 60 bytes`,
    ),
    reported(
      'formats.segments_50k_ms',
      bestOf(5, () => parse(many)),
      'ms',
      'fifty thousand segments',
    ),
    figure({
      name: 'formats.linearity',
      value: perMb(largeMs, large) / perMb(smallMs, small),
      unit: 'times',
      target: 1.5,
      better: 'lower',
      note: 'time per MB at 50 MB to that at 1 MB',
    }),
    await memory(large, quick ? 100_000 : Number.POSITIVE_INFINITY),
  ];
}

/** The larger of what is held after parsing and after every node has been opened, segment by segment. */
async function memory(body: Uint8Array, maxWalked: number): Promise<Figure> {
  const before = await heldBytes();
  const parsed = hl7v2Format.parse(body, options);
  const indexed = ((await heldBytes()) - before) / body.length;
  const count = Math.min(maxWalked, parsed.partCount);
  walkParts(parsed, count);
  const walked = ((await heldBytes()) - before) / body.length;
  return figure({
    name: 'formats.memory_mb_per_mb',
    value: Math.max(indexed, walked),
    unit: 'MB/MB',
    target: 3,
    better: 'lower',
    note: `held beyond the body: ${indexed.toFixed(2)} indexed, ${walked.toFixed(2)} after walking ${count} of ${parsed.partCount} segments`,
  });
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is left when the garbage is gone. Freed ArrayBuffers are counted out by a later turn than the one that finds them. */
async function heldBytes(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await sleep(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external; // ArrayBuffers are part of external
}

function walkParts({ parts }: ParsedMessage, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const node = parts?.nodeAt(index);
    if (node) walk([node]);
  }
}

function walk(nodes: readonly FormatNode[]): void {
  for (const node of nodes) if (node.hasChildren) walk(node.children());
}

function canRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds of processor time for one body. */
function timeOver(bodies: readonly Uint8Array[], work: (body: Uint8Array) => unknown, roundMs: number): number {
  const started = performance.now();
  const before = process.cpuUsage();
  let rounds = 0;
  while (rounds === 0 || performance.now() - started < roundMs) {
    for (const body of bodies) work(body);
    rounds += 1;
  }
  return cpuMs(before) / (rounds * bodies.length);
}

function bestOf(times: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < times; round += 1) {
    const before = process.cpuUsage();
    work();
    best = Math.min(best, cpuMs(before));
  }
  return best;
}

function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function reported(name: string, value: number, unit: string, note: string): Figure {
  const better = unit === 'MB/s' ? 'higher' : 'lower';
  return figure({ name, value, unit, target: null, better, note });
}
