import type { Cli } from '../cli.ts';
import { passThrough, person, receiverIs } from '../main-path/preconditions.ts';

/** A result with prose that names the patient, characters that cannot be seen, and a picture. */
export function reportWithPicture(controlId: string): Uint8Array {
  const picture = `${pixel}${'A'.repeat(4000)}`;
  const segments = [
    `MSH|^~\\&|ABL|FJORDSYK|BLODGASS|FJORDSYK|20261122101500+0100||ORU^R01|${controlId}|P|2.5`,
    `PID|1||${person.number}^^^FNR||${person.family}^${person.given}||19670514|F|||Strandgata 5^^Fjordvik^^9991`,
    'PV1|1|I|MED1^201^1',
    'OBR|1|O-77|F-77|24338-6^Blood gas^LN|||20261122101000+0100||||||||||||||||||F',
    'OBX|1|NM|2744-1^pH^LN||7.31||7.35-7.45|L|||F',
    'OBX|2|NM|2019-8^pCO2^LN||7.9|kPa|4.7-6.0|H|||F',
    `NTE|1||Taken by\tward\u00a0MED1 while ${person.given} was resting`,
    `OBX|3|ED|PDF^Picture^L||^IM^PNG^Base64^${picture}||||||F`,
    `OBX|4|ED|PDF^Report^L||^AP^PDF^Base64^${Buffer.from(onePagePdf()).toString('base64')}||||||F`,
    'Zab|1|lower case id',
  ];
  return new TextEncoder().encode(`${segments.join('\r')}\r`);
}

/** A glucose in mg/dL under a code that asks for mmol/L, and a sodium that is as asked. */
export function reportWithOtherUnit(controlId: string): Uint8Array {
  const segments = [
    `MSH|^~\\&|LAB|FJORDSYK|EPJ|FJORDSYK|20261122101500+0100||ORU^R01|${controlId}|P|2.5`,
    `PID|1||${person.number}^^^FNR||${person.family}^${person.given}`,
    'OBR|1|O-78|F-78|K^Blood^L|||20261122101000+0100||||||||||||||||||F',
    'OBX|1|NM|NPU02192^P-Glukose^NLK||90|mg/dL|70-110|N|||F',
    'OBX|2|NM|NPU03429^P-Natrium^NLK||140|mmol/L|137-145|N|||F',
  ];
  return new TextEncoder().encode(`${segments.join('\r')}\r`);
}

/** A result of about that many bytes in parts: its beginning, a line that comes again and again, and a remark at its end. */
export function largeParts(sizeBytes: number): { head: string; line: string; count: number; tail: string } {
  const head = `MSH|^~\\&|ABL|FJORDSYK|BLODGASS|FJORDSYK|20261122101500+0100||ORU^R01|LARGE|P|2.5\rPID|1||${person.number}^^^FNR||${person.family}^${person.given}\r`;
  const line = 'OBX|1|NM|2019-8^pCO2^LN||7.9|kPa|4.7-6.0|H|||F|||20261122101000+0100\r';
  const tail = 'NTE|1||the very last line\r';
  return { head, line, count: Math.floor((sizeBytes - head.length - tail.length) / line.length), tail };
}

export function largeResult(sizeBytes: number): Uint8Array {
  const { head, line, count, tail } = largeParts(sizeBytes);
  return Buffer.from(head + line.repeat(count) + tail);
}

/** One white PNG pixel; what is behind its end is not looked at. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJg';

/** One white page with a black square in its upper left corner; a comment makes it as long as a real one. */
function onePagePdf(): string {
  const drawing = '0 0 0 rg 0 742 50 50 re f';
  return [
    '%PDF-1.4',
    `%${'Aa0'.repeat(400)}`,
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>endobj',
    `4 0 obj<</Length ${drawing.length}>>stream\n${drawing}\nendstream endobj`,
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n');
}

/** The report fails, because its receiver is down for a moment. */
export async function reportFails(cli: Cli, controlId: string): Promise<void> {
  await receiverIs(cli, 'down');
  const bytes = { $base64: Buffer.from(reportWithPicture(controlId)).toString('base64') };
  await cli.call('practice.inject', { channelId: passThrough.channelId, bytes });
}

/** A long result whose last value is no number. */
export const problemParts = {
  head: `MSH|^~\\&|ABL|FJORDSYK|BLODGASS|FJORDSYK|20261122101500+0100||ORU^R01|LONG|P|2.5\rPID|1||${person.number}^^^FNR||${person.family}^${person.given}\rOBR|1|O-77|F-77|24338-6^Blood gas^LN|||20261122101000+0100||||||||||||||||||F\r`,
  line: 'OBX|1|NM|2019-8^pCO2^LN||7.9|kPa|4.7-6.0|H|||F\r',
  count: 301,
  tail: 'OBX|302|NM|2019-8^pCO2^LN||the wrong number|kPa|4.7-6.0|H|||F\r',
};
