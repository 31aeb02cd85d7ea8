import type { Random } from '../../../src-main/practice-engine/traffic/random.ts';
import type { FailureKind } from '../../../src-shared/domain/failure-kind.ts';

/** What an engine said of one failure; `target` where the text is about a receiver. */
export type FailureText = { kind: FailureKind; oneLine: string; target: string | null };

/** `random` chooses the sort of error and what a cause is compared by, `number` gives ids that a cause leaves out. */
export function failureText(random: Random, number: number): FailureText {
  // The square makes a few causes large and most of them small, as incidents do.
  const sort = sorts[Math.floor(sorts.length * random.next() ** 2)] ?? timeout;
  return sort(random, number);
}

type Sort = (random: Random, number: number) => FailureText;

const hosts = Array.from({ length: 24 }, (_, index) => `mottaker${index + 1}.example.invalid:${6600 + index}`);
const tables = ['analyse', 'avdeling', 'materiale', 'rekvirent', 'undersøkelse', 'prosedyre', 'diagnose', 'takst'];
const places = ['PID-3', 'PV1-19', 'OBR-4', 'ORC-2', 'OBX-3', 'OBX-5', 'PV1-3', 'OBR-16', 'EVN-2', 'MSH-12', 'ORC-12'];
const words = ['name', 'code', 'unit', 'visit', 'ward', 'order', 'sample', 'result', 'status', 'range', 'address'];

const timeout: Sort = (random, number) => {
  const target = random.pick(hosts);
  return { kind: 'timeout', oneLine: `Read timed out after ${20_000 + (number % 9) * 1000} ms at ${target}`, target };
};

const sorts: Sort[] = [
  (random) => {
    const target = random.pick(hosts);
    return { kind: 'connection', oneLine: `Connection refused: ${target}`, target };
  },
  timeout,
  (random, number) =>
    said('missing-mapping', `No mapping for code "K${number % 9973}" in table ${random.pick(tables)}-koder`),
  (random) => said('transform-error', `TypeError: Cannot read property "${random.pick(words)}" of undefined`),
  (random, number) =>
    said('negative-ack', `NACK sent from receiver. (Error) ${random.pick(places)} of R${number} refused`),
  (random) => said('validation', `${random.pick(places)}: value is not in table ${random.pick(tables)}`),
  (random, number) => said('rejected-content', `Filter "${random.pick(words)}" refused message ${number}`),
  (random) => said('validation', `${random.pick(places)} is empty`),
  (random) =>
    said('transform-error', `ReferenceError: "map${random.pick(words)}${random.pick(tables)}" is not defined`),
  (random, number) =>
    said('unknown', `Error ${random.between(200, 219)} while handling L${number}: ${random.pick(words)}`),
];

function said(kind: FailureKind, oneLine: string): FailureText {
  return { kind, oneLine, target: null };
}
