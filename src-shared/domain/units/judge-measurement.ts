import { readNumber } from './exact-decimal.ts';
import { type ParsedRange, parseRange } from './parse-range.ts';
import { createSiteLookup, type SiteLookup } from './site-lookup.ts';
import { noSiteUnits, type SiteUnits } from './site-units.ts';
import type { UnitEngine, UnitQuestion } from './unit-engine.ts';
import { type JudgedUnit, writeConverted } from './unit-judgement.ts';
import type { UnitJudgement } from './unit-judgements.ts';
import { type UnitReason, unitReason } from './unit-reasons.ts';

/** Of a measurement what its unit is judged by; as the formats read it. */
export type MeasuredUnit = {
  code: string | null;
  codeSystem: string | null;
  otherCodes: readonly { code: string; system: string | null }[];
  value: string;
  comparator: string | null;
  unit: string | null;
  range: string | null;
  flag: string | null;
};

/**
 * `converted`: in the unit asked for, by the digits of the source and without its comparator; null where nothing is converted. `isLikelierAsAsked`: the
 * number, read in the unit asked for, stands nearer to what is usual than in its own, so that the label rather than the number may be wrong.
 */
export type JudgedMeasurement = {
  unit: JudgedUnit;
  judgement: UnitJudgement;
  converted: string | null;
  reasons: readonly UnitReason[];
  isLikelierAsAsked: boolean;
};

/** By the code that the tables or the site know: a laboratory's own often stands first. */
function knownCode({ engine, site }: Judging, { code, codeSystem, otherCodes }: MeasuredUnit): AnyCode {
  const first = { code, system: codeSystem };
  const all = [first, ...otherCodes];
  return all.find((each) => engine.knows(each)) ?? all.find((each) => site.expectedOf(each) !== null) ?? first;
}

function keyOf({ codeSystem, code, otherCodes, unit }: MeasuredUnit, sender: string | null): string {
  const others = otherCodes.length === 0 ? '' : JSON.stringify(otherCodes);
  return `${codeSystem}\n${code}\n${unit}\n${others}\n${sender}`;
}

type Judging = { engine: UnitEngine; site: SiteLookup };

/** What the tables ask for; what a receiver asks for stands above what is only usual, and below what a code fixes. */
function judgeUnit({ engine, site }: Judging, { code, system }: AnyCode, asSent: AsSent): JudgedUnit {
  const means = site.meaningOf({ code, system }, asSent);
  const unit = means ?? asSent.unit;
  const byCode = engine.judge({ system, code, unit, expected: null });
  const asked = site.expectedOf({ code, system });
  const judged =
    asked === null ? byCode : judgeAsked(engine, { byCode, question: { system, code, unit, expected: asked } });
  if (means === null || !inOrder.has(judged.judgement)) return judged;
  const reason = unitReason('siteSynonym', { found: asSent.unit ?? '', expected: means });
  return { ...judged, judgement: 'same_written_otherwise', reasons: [reason] };
}

type AsSent = { unit: string | null; sender: string | null };

function judgeAsked(
  engine: UnitEngine,
  { byCode, question }: { byCode: JudgedUnit; question: UnitQuestion & { expected: string } },
): JudgedUnit {
  const { expected, system, code } = question;
  if (byCode.code?.basis !== 'definition') {
    const judged = engine.judge(question);
    return { ...judged, reasons: [unitReason('receiverAsks', { expected }), ...judged.reasons] };
  }
  const receiver = engine.judge({ system, code, unit: expected, expected: null });
  if (inOrder.has(receiver.judgement)) return byCode;
  const names = { asked: expected, expected: byCode.code.written, system: byCode.code.system, code: byCode.code.code };
  const reasons = [...byCode.reasons, unitReason('receiverAsksOther', names)];
  return { ...byCode, judgement: 'code_and_unit_disagree', conversion: null, reasons };
}

type AnyCode = { code: string | null; system: string | null };

type ReadRange = (text: string) => ParsedRange | null;

type Line = { multiply: number; add: number };

/** For one code and unit: how its numbers are looked at. `asked`: in the unit asked for; `others`: in which other units they may have been meant. */
type Scale = {
  unit: JudgedUnit;
  own: Line | null;
  asked: Line | null;
  others: { ucum: string; line: Line }[];
  plausible: [low: number, high: number] | null;
  usual: [low: number, high: number] | null;
  readRange: ReadRange;
};

const inOrder: ReadonlySet<UnitJudgement> = new Set(['same', 'same_written_otherwise']);
const maxKept = 20_000;

/**
 * Judges measurements one after the other; what is alike in code and unit is looked up once. A value never decides about a unit, it only raises doubt.
 * `sender` null = not known: then only what the site says of every sender counts.
 */
export function createMeasurementJudge(
  engine: UnitEngine,
  siteUnits: SiteUnits = noSiteUnits,
): (measured: MeasuredUnit, sender?: string | null) => JudgedMeasurement {
  const judging: Judging = { engine, site: createSiteLookup(siteUnits) };
  const isBySender = siteUnits.synonyms.length > 0;
  const kept = new Map<string, Scale>();
  const ranges = new Map<string, ParsedRange | null>();
  const readRange: ReadRange = (text) => {
    const known = ranges.get(text);
    if (known !== undefined) return known;
    const range = parseRange(text);
    if (ranges.size < maxKept) ranges.set(text, range);
    return range;
  };
  return (measured, sender = null) => {
    const key = keyOf(measured, isBySender ? sender : null);
    let scale = kept.get(key);
    if (scale === undefined) {
      scale = makeScale(judging, { measured, sender, readRange });
      if (kept.size >= maxKept) kept.clear();
      kept.set(key, scale);
    }
    return judge(measured, scale);
  };
}

function judge(measured: MeasuredUnit, scale: Scale): JudgedMeasurement {
  const { unit } = scale;
  const plain = { unit, judgement: unit.judgement, reasons: unit.reasons, isLikelierAsAsked: false };
  if (unit.conversion === null) return { ...plain, converted: null };
  const value = Number(measured.value.replace(',', '.'));
  const isNumber = Number.isFinite(value) && measured.value.trim() !== '';
  const isSame = inOrder.has(unit.judgement);
  if (!isNumber) {
    const reasons = isSame ? unit.reasons : [...unit.reasons, unitReason('notANumber')];
    return { ...plain, reasons, converted: null };
  }
  const converted = convert(measured.value, unit);
  const isLikelierAsAsked = !isSame && measured.comparator === null && isNearerAsAsked(value, scale);
  const ofValue = doubtValue(value, measured, scale);
  const doubts = [...ofValue, ...doubtRange(value, measured, scale)];
  if (doubts.length === 0) return { ...plain, converted, isLikelierAsAsked };
  const reasons = [...unit.reasons, ...doubts];
  if (ofValue.length > 0) return { ...plain, judgement: 'value_suspicious', reasons, converted: null };
  if (!isSame) return { ...plain, reasons, converted, isLikelierAsAsked };
  return { ...plain, judgement: 'range_and_unit_disagree', reasons, converted: null };
}

function convert(text: string, { conversion, judgement }: JudgedUnit): string | null {
  if (conversion === null) return null;
  // The number is the same, as written.
  if (judgement === 'same') return text.trim().replace(',', '.');
  const number = readNumber(text);
  return number === null ? null : writeConverted(number, conversion);
}

function doubtValue(
  value: number,
  { comparator }: MeasuredUnit,
  { own, others, plausible, unit }: Scale,
): UnitReason[] {
  const { analyte } = unit;
  if (own === null || plausible === null || analyte === null || comparator !== null) return [];
  const [low, high] = plausible;
  const read = at(own, value);
  if (read >= low && read <= high) return [];
  const other = others.find(({ line }) => at(line, value) >= low && at(line, value) <= high);
  if (other === undefined) return [];
  const say = (number: number): string => String(Number(number.toPrecision(3)));
  return [
    unitReason('implausible', {
      value: say(read),
      unit: analyte.unit,
      analyte: analyte.name,
      low: String(low),
      high: String(high),
    }),
    unitReason('plausibleAs', { other: other.ucum, value: say(at(other.line, value)), unit: analyte.unit }),
  ];
}

/** By how many times the number is off what is usual, read one way and the other. */
function isNearerAsAsked(value: number, { own, asked, usual }: Scale): boolean {
  if (own === null || asked === null || usual === null || usual[0] <= 0) return false;
  const [low, high] = usual;
  const distance = (line: Line): number => {
    const read = at(line, value);
    if (read <= 0) return Number.POSITIVE_INFINITY;
    return read < low ? Math.log(low / read) : Math.max(0, Math.log(read / high));
  };
  return distance(asked) < distance(own);
}

function doubtRange(value: number, measured: MeasuredUnit, scale: Scale): UnitReason[] {
  const range = measured.range === null ? null : scale.readRange(measured.range);
  if (range === null || measured.range === null) return [];
  const doubts: UnitReason[] = [];
  const other = otherForRange(range, scale);
  if (other !== null)
    doubts.push(unitReason('rangeFitsOther', { range: measured.range, other, unit: scale.unit.ucum ?? '' }));
  if (measured.comparator === null && measured.flag !== null && !agrees(measured.flag, value, range))
    doubts.push(unitReason('flagDisagrees', { flag: measured.flag, range: measured.range }));
  return doubts;
}

/** A unit in which the range is about as usual, where it is far from that in its own. */
function otherForRange({ low, high }: ParsedRange, { own, others, usual }: Scale): string | null {
  if (own === null || usual === null || low === null || high === null || usual[1] <= 0) return null;
  const distance = (line: Line): number => Math.abs(Math.log(at(line, high) / usual[1]));
  if (!(distance(own) > Math.log(2.2))) return null;
  return others.find(({ line }) => distance(line) < Math.log(1.6))?.ucum ?? null;
}

/** Only flags that say on which side of the range a value is. */
function agrees(flag: string, value: number, { low, high }: ParsedRange): boolean {
  const isBelow = low !== null && value < low;
  const isAbove = high !== null && value > high;
  switch (flag.trim().toUpperCase()) {
    case 'N':
      return !isBelow && !isAbove;
    case 'H':
    case 'HH':
      return high === null || value >= high;
    case 'L':
    case 'LL':
      return low === null || value <= low;
    default:
      return true;
  }
}

function at({ multiply, add }: Line, value: number): number {
  return value * multiply + add;
}

type Making = { measured: MeasuredUnit; sender: string | null; readRange: ReadRange };

function makeScale(judging: Judging, { measured, sender, readRange }: Making): Scale {
  const { engine } = judging;
  const { code, system } = knownCode(judging, measured);
  const unit = judgeUnit(judging, { code, system }, { unit: measured.unit, sender });
  const { analyte } = unit;
  const found = unit.ucum === null ? null : engine.readUcum(unit.ucum);
  const bare = { unit, own: null, asked: null, others: [], plausible: null, usual: null, readRange };
  if (analyte === null || found === null || unit.conversion === null) return bare;
  const toAnalyte = (from: string): Line | null => {
    const { conversion } = engine.judge({ system, code, unit: from, expected: analyte.unit });
    return conversion === null ? null : { multiply: conversion.multiply.valueOf(), add: conversion.add.valueOf() };
  };
  const others = engine.otherUnits(analyte, found).flatMap(({ ucum }) => {
    const line = toAnalyte(ucum);
    return line === null ? [] : [{ ucum, line }];
  });
  const plausible = pair(analyte.plausible);
  if (plausible !== null && analyte.suspectAbove !== null) plausible[1] = Number(analyte.suspectAbove);
  const asked = unit.expected?.ucum == null ? null : toAnalyte(unit.expected.ucum);
  return { unit, own: toAnalyte(found.ucum), asked, others, plausible, usual: pair(analyte.usual), readRange };
}

function pair(texts: readonly [string, string] | null): [number, number] | null {
  return texts === null ? null : [Number(texts[0]), Number(texts[1])];
}
