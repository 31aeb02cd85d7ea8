import { z } from 'zod';
import { runBundled } from './bundle-core.ts';
import { type Benchmark, type Figure, figure } from './figure.ts';
import type { LargeBodyKind } from './large-bodies.ts';

const answer = z.object({
  firstScreenMs: z.number(),
  windowMs: z.number(),
  findMs: z.number(),
  hits: z.literal(1),
  peakMb: z.number(),
});
const megabytes = 50;
/** Of other formats: how much of each. Their trees have more of them than a message's segments. */
const others = { fhir: 50, kith: 20 } as const;

/** A message of 50 MB from a file, masked, through the door of a core in a process of its own. */
export const inspectorBenchmark: Benchmark = {
  names: [
    'inspector.first_screen_ms',
    'inspector.window_ms',
    'inspector.find_ms',
    'inspector.core_peak_mb',
    'inspector.fhir_first_screen_ms',
    'inspector.fhir_core_peak_mb',
    'inspector.kith_first_screen_ms',
    'inspector.kith_core_peak_mb',
  ],
  async run(): Promise<Figure[]> {
    const { firstScreenMs, windowMs, findMs, peakMb } = await openLarge('hl7', megabytes);
    const inMs = { unit: 'ms', better: 'lower' } as const;
    return [
      firstScreen('inspector.first_screen_ms', firstScreenMs, `${megabytes} MB`),
      figure({
        name: 'inspector.window_ms',
        value: windowMs,
        target: null,
        note: '200 rows and 200 nodes in the middle of it, masked',
        ...inMs,
      }),
      figure({
        name: 'inspector.find_ms',
        value: findMs,
        target: null,
        note: 'the whole of it searched in any case, one hit at its end',
        ...inMs,
      }),
      corePeak('inspector.core_peak_mb', peakMb),
      ...(await ofOther('fhir')),
      ...(await ofOther('kith')),
    ];
  },
};

async function ofOther(kind: keyof typeof others): Promise<Figure[]> {
  const { firstScreenMs, peakMb } = await openLarge(kind, others[kind]);
  return [
    firstScreen(`inspector.${kind}_first_screen_ms`, firstScreenMs, `${others[kind]} MB of ${kind}`),
    corePeak(`inspector.${kind}_core_peak_mb`, peakMb),
  ];
}

async function openLarge(kind: LargeBodyKind, size: number) {
  return answer.parse(await runBundled('inspector-core', [kind, String(size)]));
}

function firstScreen(name: string, value: number, what: string): Figure {
  const note = `${what} from a file, cold: hash, hand-over, index, first rows and nodes, masked`;
  return figure({ name, value, target: 1000, unit: 'ms', better: 'lower', note });
}

function corePeak(name: string, value: number): Figure {
  const note = 'highest RSS of the process with the core and its threads, the whole run; the file lies in it twice';
  return figure({ name, value, target: 600, unit: 'MB', better: 'lower', note });
}
