import { describe, expect, it } from 'vitest';
import type { Body } from '../../../src-shared/domain/message.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { copyBody } from './copy-body.ts';

const chance = { seed: 'test', shiftDays: -100 };
const bodyOf = (...lines: string[]): Body => ({
  bytes: encodeUtf8(lines.join('\r')),
  encoding: null,
  fidelity: 'wire',
});
const message = bodyOf(
  'MSH|^~\\&|LAB|HUS|EPJ|HUS|20260312101500+0100||ORU^R01|A1|P|2.5.1',
  'PID|1||01819012345^^^X^FNR||Testesen^Tora||19900101|F|||Storgata 7^^Fjordvik',
  'PV1|1|I|MED1^201^1||||4711^Legesen^Lars^^^Dr',
  'OBR|1|R1||NPU03230^Kalium^NPU|||20260311|||||ring Tora Testesen',
  'OBX|1|NM|NPU03230^Kalium^NPU||4.1|mmol/L|3.5-5.0|N|||F|||20260312',
  'OBX|2|FT|KOM^Kommentar||Tora ringte',
  'NTE|1||Snakket med Lars Legesen',
);

function deidentified(body: Body): string {
  const copied = copyBody({ body, masked: true, form: 'de-identified', chance });
  if (copied.kind === 'refused') throw new Error(copied.reason);
  return copied.text;
}

describe('a de-identified copy', () => {
  it('names neither the patient nor those who treat her, and holds no free text', () => {
    expect(deidentified(message)).not.toMatch(
      /Testesen|Tora|01819012345|Storgata|Fjordvik|Legesen|Lars|4711|ringte|Snakket/,
    );
  });

  it('moves every date by the same days, in the form and precision it had', () => {
    const copy = deidentified(message);
    for (const moved of ['20251202101500+0100', '|19890923|', '|20251201|', '|20251202']) expect(copy).toContain(moved);
    expect(copy).not.toMatch(/202603|19900101/);
  });

  it('keeps codes, values, units, ranges and flags', () => {
    expect(deidentified(message)).toContain('NPU03230^Kalium^NPU||4.1|mmol/L|3.5-5.0|N|||F');
  });
});
