import { createRandom } from '../../../src-main/practice-engine/traffic/random.ts';
import type { FailureRecord } from '../../../src-main/store/store.ts';
import { aRecord } from '../../fakes/store-records.ts';
import { failureText } from './failure-texts.ts';
import { applications, type Draft, messageText, messageTypes, personAt } from './message-texts.ts';

/** Raised when other records come out: a kept data set is then made anew. */
export const generatorVersion = 2;
export const benchConnection = 'bench';
export const channelCount = 100;

const seed = 4;
const startsAt = Date.UTC(2026, 7, 1);
const spanMs = 100 * 24 * 3600_000;
const jitterMs = 600_000;

/** How many failures a set has, which spread over a hundred days whatever their number. */
export type FailureSet = { count: number };

/** Order number, control id and patient of the failure `number`, as a person would look for them. */
export function keysOf(number: number): { controlId: string; order: string; patient: string } {
  const patient = personAt(personIndex(number)).nationalNumber;
  return { controlId: `FJ${String(number).padStart(9, '0')}`, order: `R${number * 7 + 1_000_000}`, patient };
}

/** Failure `number` of a set; the same number gives the same record. They come nearly in order of time, as engines tell them. */
export function failureAt(number: number, set: FailureSet): FailureRecord {
  const random = createRandom(seed, number);
  const channel = Math.floor(channelCount * random.next() ** 1.6);
  const type = messageTypes[channel % messageTypes.length] ?? 'ORU^R01';
  const failedAt = failedAtOf(number, set) + random.between(0, jitterMs);
  const person = personAt(personIndex(number));
  const { controlId, order, patient } = keysOf(number);
  const time = hl7Time(failedAt);
  const draft: Draft = { number, controlId, order, time, ward: `MED${channel % 12}`, person, random };
  const text = messageText(type, draft);
  const bytes = new Uint8Array(Buffer.from(text));
  return aRecord(
    {
      connectionId: benchConnection,
      channelId: `channel-${channel}`,
      nativeId: String(number),
      channelName: `${applications[type]} kanal ${channel}`,
      connectorName: `Mottaker ${random.between(1, 3)}`,
      ...failureText(random, number),
      failedAt,
      receivedAt: failedAt - 2000,
      isUrgent: random.next() < 0.04,
      header: {
        messageControlId: controlId,
        messageType: type,
        sender: applications[type],
        receiver: 'MOTOR',
        messageAt: failedAt,
      },
      sizeBytes: bytes.length,
      resolvedAt: isResolved(number, set) ? failedAt + 3_600_000 : null,
    },
    {
      patientKeys: [patient],
      orderKeys: [order, `L${order}`],
      body: { bytes, encoding: 'UTF-8', fidelity: 'engine-text' },
    },
  );
}

export function failedAtOf(number: number, { count }: FailureSet): number {
  return startsAt + Math.floor((number / count) * spanMs);
}

/** Of the oldest tenth all but one in five hundred are settled, as retention finds them; of the others one in five. */
function isResolved(number: number, { count }: FailureSet): boolean {
  return number < count / 10 ? number % 500 !== 0 : number % 5 === 0;
}

function personIndex(number: number): number {
  return (number * 7919) % 60_000;
}

function hl7Time(at: number): string {
  return new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14);
}
