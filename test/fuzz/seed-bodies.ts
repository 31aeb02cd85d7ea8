import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where no corpus is: a few messages of each format, so that the form of the test can be shown at all. */
const ownSeeds = [
  'MSH|^~\\&|LAB|HUS|EPJ|HUS|20261122||ORU^R01|C-1|P|2.5\rPID|1||11887510050^^^X^FNR~8||Testesen^Tora&x\rOBX|1|NM|K||4.1|mmol/L\r',
  'FHS|^~\\&|\rBHS|^~\\&|\rMSH|$%~\\&|A\rPID$1$$7%b\rBTS|1\rFTS|1\r',
  '<?xml version="1.0" encoding="UTF-8"?><MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24"><MsgInfo><MsgId>1</MsgId></MsgInfo></MsgHead>',
  '{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"Patient","id":"1","name":[{"family":"Testesen"}]}}]}',
];

/** Every sample of every format, largest last. `VAKTBORD_CORPUS` names the folder. */
export function readSeedBodies(): { bodies: Uint8Array[]; fileCount: number } {
  const root = resolve(process.env.VAKTBORD_CORPUS ?? '../shared/corpus');
  const names = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
  const files = names
    .filter((name) => /\.(hl7|txt|xml|json)$/.test(name))
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(root, name))));
  const own = ownSeeds.map((text) => new Uint8Array(Buffer.from(text)));
  return { bodies: [...own, ...files].sort((a, b) => a.length - b.length), fileCount: files.length };
}
