import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env.VAKTBORD_CORPUS ?? '../shared/corpus', 'hl7v2');
const header = 'MSH|^~\\&|LAB|HUS|EPJ|HUS|20261122030000+0100||ORU^R01^ORU_R01|77|P|2.5.1\r';
const patient = 'PID|1||05852012345^^^NIN^FNR||Nordmann^Kari||19851205|F\rOBR|1|A1|B1|GLU^Glucose\r';

/** The HL7 files of the corpus; without a corpus, messages made here. */
export function readHl7Bodies(): { bodies: Uint8Array[]; isCorpus: boolean } {
  if (!existsSync(root)) return { bodies: Array.from({ length: 100 }, (_, n) => makeBody(n * 3 + 5)), isCorpus: false };
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(hl7|txt)$/.test(name));
  return { bodies: names.sort().map((name) => new Uint8Array(readFileSync(join(root, name)))), isCorpus: true };
}

/** One message with that many results, of about sixty bytes each. */
export function makeBody(results: number): Uint8Array {
  const parts = [header, patient];
  for (let n = 1; n <= results; n += 1) parts.push(`OBX|${n}|NM|1234-5^Glucose^LN||${n % 90}.5|mmol/L|3.9-5.6|N|||F\r`);
  return new TextEncoder().encode(parts.join(''));
}

/** A message of about that size. */
export function makeBodyOf(bytes: number): Uint8Array {
  return makeBody(Math.round(bytes / 60));
}
