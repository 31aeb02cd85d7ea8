import type { ParseOptions, Traced, TraceParts } from '../format.ts';
import {
  findSegments,
  firstValueIn,
  type Hl7Document,
  openHl7,
  repetitionSpans,
  segmentsNamed,
  valueAt,
} from './hl7-document.ts';
import { isCancelledHl7 } from './hl7-replay-facts.ts';
import { summaryOfHl7 } from './hl7-summary.ts';

/** The summary and what a trace needs, of one reading. */
export function readTracedHl7(body: Uint8Array, options: ParseOptions): Traced {
  const document = openHl7(body, options);
  return { summary: summaryOfHl7(document, options), parts: tracePartsOf(document) };
}

/** OBR-3 numbers the report; who ordered (OBR-16, ORC-12) and who is to have a copy (OBR-28) are to have the answer; PID-7 is the birth; OBR-24 the section. */
function tracePartsOf(document: Hl7Document): TraceParts {
  // Without a number of its own a report is what was asked for (OBR-2 and OBR-4): two answers to one order may be two reports.
  const numbers = valuesIn(document, 'OBR', [3]);
  const reports = numbers.length > 0 ? numbers : valuesIn(document, 'OBR', [2, 4]);
  const born = findSegments(document, 'PID').map((segment) => valueAt(document, segment, { field: 7 }).trim());
  return {
    role: null,
    reportKey: reports.length === 0 ? null : reports.toSorted().join(' '),
    requesters: [...new Set([...valuesIn(document, 'OBR', [16, 28]), ...valuesIn(document, 'ORC', [12])])],
    birthDate: born.map((time) => /^\d{8}/.exec(time)?.[0]).find((date) => date !== undefined) ?? null,
    isCancelled: isCancelledHl7(document),
    orderGroups: orderGroupsOf(document),
    testGroup: valuesIn(document, 'OBR', [24])[0] ?? null,
  };
}

/** An order begins with its ORC, or with an OBR that has none before it (v2.5.1 §4.4). Empty where there are not two with different numbers. */
function orderGroupsOf(document: Hl7Document): string[][] {
  const groups: { numbers: Set<string>; hasDetail: boolean }[] = [];
  for (const segment of segmentsNamed(document, ['ORC', 'OBR'])) {
    const isHead = segment.id.toUpperCase() === 'ORC';
    const last = groups.at(-1);
    const group =
      last === undefined || isHead || last.hasDetail ? { numbers: new Set<string>(), hasDetail: false } : last;
    if (group !== last) groups.push(group);
    group.hasDetail ||= !isHead;
    for (const field of [2, 3])
      for (const span of repetitionSpans(document, segment, field)) {
        const number = firstValueIn(document, segment, span).trim();
        if (number !== '') group.numbers.add(number);
      }
  }
  const told = groups.map(({ numbers }) => [...numbers]).filter((numbers) => numbers.length > 0);
  return new Set(told.map((numbers) => numbers[0])).size > 1 ? told : [];
}

/** First components of all repetitions, each value once. */
function valuesIn(document: Hl7Document, name: string, fields: readonly number[]): string[] {
  const values = findSegments(document, name).flatMap((segment) =>
    fields.flatMap((field) =>
      repetitionSpans(document, segment, field).map((span) => firstValueIn(document, segment, span).trim()),
    ),
  );
  return [...new Set(values)].filter((value) => value !== '');
}
