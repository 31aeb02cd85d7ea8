import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allNodes, expectInside, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { expectPatchRestores } from '../../../test/patches.ts';
import { type RandomBody, randomHl7 } from '../../../test/random/random-hl7.ts';
import { isWritable, randomText } from '../../../test/random/random-text.ts';
import type { ParsedMessage } from '../format.ts';
import { openHl7 } from './hl7-document.ts';
import { segmentAt } from './hl7-index.ts';
import { parseHl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { hl7v2Format } from './hl7v2-format.ts';
import type { Separators } from './separators.ts';

/** Segment and field, then as many of repetition, component and subcomponent as are named; all 1-based. */
type Address = [ordinal: number, field: number, ...below: number[]];

/** Every value that is not empty by its address down to the subcomponent; a part that is alone counts as the first. */
function valuesOf({ nodes }: ParsedMessage): Map<string, string> {
  const values = new Map<string, string>();
  for (const [index, segment] of nodes.entries())
    for (const node of segment.hasChildren ? allNodes(segment.children()) : []) {
      const at = parseHl7Path(node.path);
      if (node.hasChildren || node.text === '' || at === null) continue;
      const below = [at.repetition ?? 1, at.component ?? 1, at.subcomponent ?? 1];
      values.set(keyOf([index + 1, at.field ?? 0, ...below]), node.text ?? '');
    }
  return values;
}

function keyOf(address: Address): string {
  return `${address.join('.')}.`;
}

function writePath({ nodes }: ParsedMessage, [ordinal, field, repetition, ...below]: Address): string {
  const whole = `${nodes[ordinal - 1]?.path}-${field}`;
  return repetition === undefined ? whole : [`${whole}[${repetition}]`, ...below].join('.');
}

/** The text at an address, '' where the message has no such place. The first part of a place without parts is the place itself. */
function readPlace({ nodes }: ParsedMessage, path: string, ordinal: number): string {
  const found = allNodes(nodes.slice(ordinal - 1, ordinal)).find((node) => node.path === path);
  if (found !== undefined) return found.text ?? '';
  const above = path.replace(/(\.1|\[1\])$/, '');
  return above === path ? '' : readPlace({ nodes } as ParsedMessage, above, ordinal);
}

const small = fc.integer({ min: 1, max: 4 });
const randomPlace = fc.tuple(
  fc.nat(),
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 20 })),
  fc.oneof(fc.constant([]), fc.tuple(small), fc.tuple(small, small), fc.tuple(small, small, small)),
);
type RandomEdit = { place: [at: number, field: number, below: readonly number[]]; text: string };
const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({ place: randomPlace, text: randomText });
const runs = { numRuns: 1500 };

/** A body as it is read, and the one edit that is to be made in it. */
function openCase({ bytes, stated }: RandomBody, { place: [at, field, below], text }: RandomEdit) {
  const options = { statedEncoding: stated };
  const parsed = hl7v2Format.parse(bytes, options);
  const { index } = openHl7(bytes, options);
  const address: Address = [(at % Math.max(1, parsed.nodes.length)) + 1, field, ...below];
  const path = writePath(parsed, address);
  const segment = segmentAt(index, address[0]);
  const isCharset = field === 18 && segment?.isHeader === true && segment.message === 1;
  return { bytes, options, parsed, address, path, text, segment, isCharset };
}

/** Why the edit must be refused; none where it must be made. */
function faultsOf({ bytes, parsed, address: [, field, ...below], path, text, segment }: ReturnType<typeof openCase>) {
  if (segment === null) return ['no-such-path'];
  const isBareHeader = segment.fieldCount === 0 && /^(MSH|FHS|BHS)$/i.test(segment.id);
  if (isBareHeader || (segment.isHeader && field <= 2)) return ['not-editable'];
  if (text === readPlace(parsed, path, segment.ordinal)) return [];
  const { separators } = segment;
  const faults = isWritable(text, parsed.charset.name) ? [] : ['not-encodable'];
  if (!canEscape(separators, text) || !canReach(bytes, segment, [field, ...below])) faults.push('separator');
  return faults;
}

/** Whether the message has an escape character of its own for what must be escaped. */
function canEscape({ escape: code, ...others }: Separators, text: string): boolean {
  const marks = Object.values(others).map((each) => String.fromCharCode(each));
  const escapeMark = String.fromCharCode(code);
  if (code >= 0 && !marks.includes(escapeMark)) return true;
  return ![...text].some((each) => each === escapeMark || marks.includes(each) || /[\0-\x08\x0a-\x1f\x7f]/.test(each));
}

/** Whether every separator that the place still needs is one, and of one level only. */
function canReach(bytes: Uint8Array, segment: Segment, [wantedField = 1, ...wanted]: number[]): boolean {
  const { field, repetition, component, subcomponent } = segment.separators;
  const levels = [field, repetition, component, subcomponent];
  const isOwn = (code: number) => code >= 0 && levels.filter((each) => each === code).length === 1;
  const whole = segment.fieldSpan(wantedField);
  if (whole === null && !isOwn(field)) return false;
  let text = whole === null ? '' : Buffer.from(bytes.subarray(...whole)).toString('latin1');
  for (const [level, number] of wanted.entries()) {
    const code = levels[level + 1] ?? -1;
    const parts = code < 0 ? [text] : text.split(String.fromCharCode(code));
    if (number > parts.length && !isOwn(code)) return false;
    text = parts[number - 1] ?? '';
  }
  return true;
}

describe('hl7v2 splice, for messages with any separators, character set and structure', () => {
  it('changes nothing without edits, and has every span inside the body and the one above', () => {
    fc.assert(
      fc.property(randomHl7, ({ bytes, stated }) => {
        const options = { statedEncoding: stated };
        expect(hl7v2Format.splice(bytes, [], options)).toEqual({ kind: 'spliced', bytes, changes: [] });
        const { nodes, problems } = hl7v2Format.parse(bytes, options);
        for (const { span } of problems)
          expect(span[0] >= 0 && span[0] <= span[1] && span[1] <= bytes.length).toBe(true);
        expectInside(nodes, [0, bytes.length]);
      }),
      runs,
    );
  });

  it('reads back what was written, and nothing else has changed', () => {
    let madeCount = 0;
    fc.assert(
      fc.property(randomHl7, randomEdit, (body, edit) => {
        const { bytes, options, parsed, address, path, text, isCharset } = openCase(body, edit);
        const result = hl7v2Format.splice(bytes, [{ path, text }], options);
        if (result.kind === 'rejected') return;
        madeCount += 1;
        expectOnlyReportedChanges(bytes, result);
        expectPatchRestores(bytes, result);
        const after = hl7v2Format.parse(result.bytes, options);
        expect(readPlace(after, writePath(after, address), address[0])).toBe(text);
        const isAsItWas = Buffer.from(result.bytes).equals(bytes);
        const before = valuesOf(parsed);
        if (!isCharset) expect(valuesOf(after)).toEqual(isAsItWas ? before : withValue(before, address, text));
      }),
      runs,
    );
    expect(madeCount).toBeGreaterThan(runs.numRuns / 3);
  });

  it('makes every edit that the separators and the character set allow, and refuses the others, naming the character', () => {
    fc.assert(
      fc.property(randomHl7, randomEdit, (body, edit) => {
        const opened = openCase(body, edit);
        const { bytes, options, parsed, path, text } = opened;
        fc.pre(!opened.isCharset);
        const result = hl7v2Format.splice(bytes, [{ path, text }], options);
        const faults = faultsOf(opened);
        if (faults.length === 0 && result.kind === 'rejected') {
          expect(result.reason).toBe('other-charset');
          expect(mayBeReadOtherwise(parsed)).toBe(true);
        }
        if (faults.length === 0) return;
        expect(faults).toContain(result.kind === 'rejected' ? result.reason : result.kind);
        if (result.kind === 'rejected' && result.reason === 'not-encodable') {
          const named = String.fromCodePoint(
            Number.parseInt(/U\+([0-9A-F]+)/.exec(result.character ?? '')?.[1] ?? '', 16),
          );
          expect([text.includes(named), isWritable(named, parsed.charset.name)]).toEqual([true, false]);
        }
      }),
      runs,
    );
  });

  it('makes several edits at once as one after the other would be, and takes them all back', () => {
    fc.assert(
      fc.property(randomHl7, fc.array(randomEdit, { minLength: 2, maxLength: 6 }), (body, edits) => {
        const cases = edits.map((edit) => openCase(body, edit));
        const [{ bytes, options, parsed }] = cases as [(typeof cases)[0]];
        fc.pre(cases.every(({ isCharset }) => !isCharset));
        const result = hl7v2Format.splice(bytes, cases, options);
        if (result.kind === 'rejected') return;
        expectOnlyReportedChanges(bytes, result);
        expectPatchRestores(bytes, result);
        let expected = valuesOf(parsed);
        for (const { address, path, text } of cases)
          if (text !== readPlace(parsed, path, address[0])) expected = withValue(expected, address, text);
        expect(valuesOf(hl7v2Format.parse(result.bytes, options))).toEqual(expected);
      }),
      runs,
    );
  });
});

/** Where the engine says nothing and the message no set that its bytes are valid in, the set was guessed. */
function mayBeReadOtherwise({ charset: { reason }, problems }: ParsedMessage): boolean {
  return (
    reason === 'fallback' ||
    (reason !== 'stated-by-engine' && problems.some(({ rule }) => rule.startsWith('charset.stated')))
  );
}

function fullKey([ordinal, field, repetition = 1, component = 1, subcomponent = 1]: Address): string {
  return keyOf([ordinal, field, repetition, component, subcomponent]);
}

function withValue(values: ReadonlyMap<string, string>, address: Address, text: string): Map<string, string> {
  const kept = [...values].filter(([key]) => !key.startsWith(keyOf(address)));
  return new Map(text === '' ? kept : [...kept, [fullKey(address), text]]);
}
