import { createRandom } from '../../../src-main/practice-engine/traffic/random.ts';
import type { HeaderRecord } from '../../../src-main/store/header-store.ts';
import { aHeader } from '../../fakes/store-records.ts';
import { applications, messageTypes, personAt } from './message-texts.ts';
import { benchConnection, channelCount, type FailureSet, failedAtOf } from './seeded-failures.ts';

/** Messages an engine took for each one that failed: the index of all messages has three times as many rows. */
export const headersPerFailure = 3;

/** Control id, order number and patient of message `number`; none of them stands in a failure but for the patient. */
export function headerKeysOf(number: number): { controlId: string; order: string; patient: string } {
  const patient = personAt((number * 7919) % 60_000).nationalNumber;
  return { controlId: `HD${String(number).padStart(9, '0')}`, order: `Q${number * 7 + 1_000_000}`, patient };
}

/** Header `number` of a set, 0 to three times its failures; the same number gives the same record. */
export function headerAt(number: number, set: FailureSet): HeaderRecord {
  const random = createRandom('header', number);
  const channel = Math.floor(channelCount * random.next() ** 1.6);
  const type = messageTypes[channel % messageTypes.length] ?? 'ORU^R01';
  const { controlId, order, patient } = headerKeysOf(number);
  const status = random.pick(statuses);
  return aHeader(
    {
      connectionId: benchConnection,
      channelId: `channel-${channel}`,
      nativeId: String(number + 1),
      channelName: `${applications[type]} kanal ${channel}`,
      status,
      receivedAt: failedAtOf(number / headersPerFailure, set) + random.between(0, 60_000),
      header: { messageControlId: controlId, messageType: type, sender: applications[type], receiver: 'MOTOR' },
    },
    { patientKeys: [patient], orderKeys: [order] },
  );
}

/** Most are delivered, as in any engine. */
const statuses = [...Array.from({ length: 40 }, () => 'delivered' as const), 'filtered', 'filtered', 'failed'] as const;
