import type { FailureRecord } from '../../src-main/store/store.ts';
import { failureKinds } from '../../src-shared/domain/failure-kind.ts';
import { aRecord } from '../fakes/store-records.ts';

const channelCount = 100;
const names = ['Testesen', 'Prøvesen', 'Øvrebø', 'Fiktiv', 'Eksempel', 'Ålesund', 'Nordmann', 'Dummy'];

/** Failures with laboratory results of about 750 bytes, spread over 100 channels, a second apart. The same numbers give the same rows. */
export function benchRecords(count: number, first: number): FailureRecord[] {
  return Array.from({ length: count }, (_, index) => benchRecord(first + index));
}

function benchRecord(number: number): FailureRecord {
  const controlId = `BENCH${String(number).padStart(8, '0')}`;
  const patientKey = `SYN${String((number * 7919) % 60_000).padStart(6, '0')}`;
  const order = `O${number}`;
  const channel = number % channelCount;
  const at = Date.UTC(2026, 9, 1) + number * 1000;
  const text = message({ number, controlId, patientKey, order });
  return aRecord(
    {
      connectionId: 'bench',
      channelId: `channel-${channel}`,
      nativeId: String(number),
      channelName: `Results ${channel}`,
      failedAt: at,
      receivedAt: at,
      kind: failureKinds[number % failureKinds.length] ?? 'unknown',
      isUrgent: number % 20 === 0,
      header: { messageControlId: controlId, messageType: 'ORU^R01', sender: 'LAB', receiver: 'EPJ', messageAt: at },
      sizeBytes: text.length,
    },
    {
      patientKeys: [patientKey],
      orderKeys: [order],
      body: { bytes: new Uint8Array(Buffer.from(text)), encoding: 'UTF-8', fidelity: 'engine-text' },
    },
  );
}

function message({
  number,
  controlId,
  patientKey,
  order,
}: {
  number: number;
  controlId: string;
  patientKey: string;
  order: string;
}): string {
  const family = names[number % names.length];
  const results = ['NPU03230^Kalium', 'NPU03429^Natrium', 'NPU04998^Kreatinin', 'NPU19748^CRP'].map(
    (code, index) =>
      `OBX|${index + 1}|NM|${code}^NPU||${(number * (index + 3)) % 997}|mmol/L|3.5-5.0|N|||F|||20261001120000`,
  );
  return [
    `MSH|^~\\&|LAB|SYKEHUS|EPJ|SYKEHUS|20261001120000||ORU^R01^ORU_R01|${controlId}|P|2.5.1|||AL|NE|NO|UNICODE UTF-8`,
    `PID|1||${patientKey}^^^HELSE^PI||${family}^Person ${number % 1000}||19850512|M|||Gata ${number % 300}^^Bergen^^5003^NO`,
    'PV1|1|I|Post 4B^412^1^SYKEHUS||||12345^Lege^Test',
    `ORC|RE|${order}|L${order}||CM||||20261001110000`,
    `OBR|1|${order}|L${order}|KJEMI^Klinisk kjemi^L|||20261001100000`,
    ...results,
    'NTE|1|L|Prøven er kontrollert på nytt, se egen kommentar fra laboratoriet.',
    '',
  ].join('\r');
}
