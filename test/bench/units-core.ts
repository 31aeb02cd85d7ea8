import '../../src-main/platform/lean-heap.ts';
import { createMeasurementJudge, type MeasuredUnit } from '../../src-shared/domain/units/judge-measurement.ts';

/** Codes and units as laboratories send them: most in order, some to be converted, some not known. */
const pairs: readonly (readonly [code: string, unit: string | null, value: string])[] = [
  ['NPU03230', 'mmol/L', '4.1'],
  ['NPU03429', 'mmol/L', '140'],
  ['NPU04998', 'µmol/L', '72'],
  ['NPU02593', '10E9/L', '6.3'],
  ['NOR05172', 'g/dL', '14.1'],
  ['NPU19748', 'mg/L', '5'],
  ['NPU02192', 'mmol/L', '5.6'],
  ['NPU02192', 'mg/dL', '101'],
  ['NOR05172', 'g/L', '141'],
  ['NPU27300', '% (NGSP)', '6.5'],
  ['NPU28289', 'mg/L FEU', '0.31'],
  ['NPU01685', '0', '1.0'],
  ['NPU03568', '10^9/L', '256'],
  ['X-LOKAL', 'mmoll', '7'],
  ['NPU27501', 'ng/L', '9'],
  ['NPU01886', 'ng/mL', '0.8'],
];

const runMs = Number(process.argv[2] ?? 1000);
const residentMb = (): number => process.memoryUsage().rss / (1024 * 1024);

const before = residentMb();
const started = performance.now();
const { loadUnitEngine, readUnitTables } = await import('../../src-main/platform/units/unit-engine.ts');
const engine = await loadUnitEngine();
const loadMs = performance.now() - started;
const { analytes, codes } = readUnitTables();
for (const { system, code } of codes)
  for (const { conventional, unit } of analytes.slice(0, 20))
    for (const each of [conventional, unit]) engine.judge({ system, code, unit: each, expected: null });
const memoryMb = residentMb() - before;

const judge = createMeasurementJudge(engine);
const measured = pairs.map(
  ([code, unit, value]): MeasuredUnit => ({
    code,
    codeSystem: 'NLK',
    otherCodes: [],
    value,
    comparator: null,
    unit,
    range: '3.5-5.0',
    flag: null,
  }),
);
const round = (): void => measured.forEach((each) => void judge(each));
for (let warm = 0; warm < 2000; warm += 1) round();
// Processor time: other processes count little.
const spent = process.cpuUsage();
const beganAt = performance.now();
let rounds = 0;
while (performance.now() - beganAt < runMs) {
  round();
  rounds += 1;
}
const { user, system } = process.cpuUsage(spent);
const judgedPerS = (rounds * measured.length * 1e6) / (user + system);
console.log(JSON.stringify({ judgedPerS, loadMs, memoryMb, pairCount: pairs.length }));
process.exit(0);
