import { hash } from 'node:crypto';
import type { Body } from '../../../src-shared/domain/message.ts';
import { hasUnitToJudge } from '../../../src-shared/domain/units/has-unit-to-judge.ts';
import type { JudgedMeasurement, MeasuredUnit } from '../../../src-shared/domain/units/judge-measurement.ts';
import {
  type FindingKey,
  isUnitWork,
  patientLimit,
  thinTypical,
} from '../../../src-shared/domain/units/unit-finding.ts';
import type { Measurement } from '../../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../../src-shared/formats/index.ts';
import { needsHaste } from '../../../src-shared/formats/needs-haste.ts';
import { patientValues } from '../../../src-shared/formats/shared/patient-values.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { CollectedFinding } from '../../store/unit-finding-store.ts';

export type ReadMessage = { id: number; receivedAt: number; body: Body };
type Place = { connectionId: string; channelId: string };
/** Judges one measurement of a sender, null = not stated. */
export type JudgeOf = (measured: MeasuredUnit, sender: string | null) => JudgedMeasurement;

const dayMs = 24 * 3_600_000;
const longestText = 80;
const mostSamples = 5;

/** The findings of these messages, added up. A message that cannot be read counts for nothing. */
export function collectFindings(place: Place, messages: readonly ReadMessage[], judge: JudgeOf): CollectedFinding[] {
  const found = new Map<string, CollectedFinding>();
  for (const message of messages) {
    const seen = new Set<string>();
    for (const { key, name, value, facts } of readUnits(place, message, judge)) {
      const findingId = findingIdOf(key);
      const finding = found.get(findingId) ?? newFinding(findingId, key, { name, at: message.receivedAt });
      found.set(findingId, finding);
      finding.measurements += 1;
      const number = Number(value.replace(',', '.'));
      if (value.trim() !== '' && Number.isFinite(number)) finding.typical.push(number);
      if (seen.has(findingId)) continue;
      seen.add(findingId);
      countMessage(finding, message, facts);
    }
  }
  for (const finding of found.values()) finding.typical = thinTypical(finding.typical);
  return [...found.values()];
}

/** Stable as long as what makes it one is: decisions are kept under it. */
function findingIdOf(key: FindingKey): string {
  const { connectionId, channelId, sender, codeSystem, code, unit, expected, judgement } = key;
  const text = JSON.stringify([connectionId, channelId, sender, codeSystem, code, unit, expected, judgement]);
  return hash('sha256', text, 'hex').slice(0, 32);
}

type Facts = { sender: string | null; isUrgent: boolean; patientKeys: string[] };

function* readUnits(place: Place, { body }: ReadMessage, judge: JudgeOf) {
  const read = readMessage(body);
  if (read === null) return;
  const { facts, measurements, patientTexts } = read;
  for (const measured of measurements) {
    if (!hasUnitToJudge(measured)) continue;
    const { unit, judgement } = judge(measured, facts.sender);
    const code = unit.code ?? { code: measured.code, system: measured.codeSystem };
    // What is in order is in the tables; anything else may be a number or a name that stands in the wrong place.
    const hide = (text: string | null): string | null =>
      text === null || !isUnitWork(judgement) ? text : redactText(text, patientTexts());
    const key: FindingKey = {
      ...place,
      sender: facts.sender,
      codeSystem: cut(hide(code.system)),
      code: cut(hide(code.code)),
      unit: cut(hide(measured.unit)),
      expected: cut(unit.expected?.written ?? null),
      judgement,
    };
    yield {
      key,
      name: cut(nameOf(hide, judgement, { stated: measured.codeText, known: unit.analyte?.name ?? null })),
      value: measured.value,
      facts,
    };
  }
}

/** The sender's own name only where somebody will look at it. */
function nameOf(
  hide: (text: string | null) => string | null,
  judgement: FindingKey['judgement'],
  { stated, known }: { stated: string | null; known: string | null },
): string | null {
  return isUnitWork(judgement) ? (hide(stated) ?? known) : known;
}

type Read = { facts: Facts; measurements: Measurement[]; patientTexts: () => readonly string[] };

function readMessage(body: Body): Read | null {
  const options = { statedEncoding: body.encoding };
  try {
    const format = formatOf(detectFormat(body.bytes));
    const measurements = format.measurements(body.bytes, options);
    if (measurements.length === 0) return null;
    const summary = format.summary(body.bytes, options);
    const facts = {
      sender: cut(summary.header.sender),
      isUrgent: needsHaste(summary),
      patientKeys: summary.patientKeys.slice(0, 1),
    };
    let texts: readonly string[] | null = null;
    const patientTexts = (): readonly string[] => {
      texts ??= patientValues(format.parse(body.bytes, options));
      return texts;
    };
    return { facts, measurements, patientTexts };
  } catch {
    return null; // one message that its format stumbles over must not hide the others
  }
}

/** What senders write may be of any length. Empty = not stated. */
function cut(text: string | null): string | null {
  const trimmed = text?.trim().slice(0, longestText) ?? '';
  return trimmed === '' ? null : trimmed;
}

function newFinding(findingId: string, key: FindingKey, first: { name: string | null; at: number }): CollectedFinding {
  const { connectionId: _connection, channelId: _channel, ...own } = key;
  return {
    ...{ ...own, findingId, name: first.name, firstAt: first.at, lastAt: first.at },
    ...{ messages: 0, measurements: 0, urgent: 0, typical: [], days: [], patientKeys: [], samples: [] },
  };
}

function countMessage(finding: CollectedFinding, { id, receivedAt }: ReadMessage, facts: Facts): void {
  const urgent = facts.isUrgent ? 1 : 0;
  finding.messages += 1;
  finding.urgent += urgent;
  finding.firstAt = Math.min(finding.firstAt, receivedAt);
  finding.lastAt = Math.max(finding.lastAt, receivedAt);
  const day = Math.floor(receivedAt / dayMs);
  const known = finding.days.find((each) => each.day === day);
  if (known === undefined) finding.days.push({ day, messages: 1, urgent });
  else [known.messages, known.urgent] = [known.messages + 1, known.urgent + urgent];
  if (!isUnitWork(finding.judgement)) return;
  if (finding.patientKeys.length < patientLimit) finding.patientKeys.push(...facts.patientKeys);
  finding.samples = [...finding.samples, { nativeId: id, receivedAt }].sort((a, b) => b.nativeId - a.nativeId);
  finding.samples.length = Math.min(mostSamples, finding.samples.length);
}
