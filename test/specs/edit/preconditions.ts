import type { Cli } from '../cli.ts';
import { passThrough, person, receiverIs } from '../main-path/preconditions.ts';

/** A result with one field of each kind that is edited in its own way. `changes` are put in place of the texts they name. */
export function editableResult(controlId: string, changes: readonly [from: string, to: string][] = []): Uint8Array {
  const segments = [
    `MSH|^~\\&|ABL|FJORDSYK|BLODGASS|FJORDSYK|20261122101500+0100||ORU^R01|${controlId}|P|2.5`,
    `PID|1||${person.number}^^^FNR||${person.family}^${person.given}||19670514|F`,
    'PV1|1|I|MED1^201^1',
    'OBR|1|O-77|F-77|24338-6^Blood gas^LN|||20261122101000+0100||||||||||||||||||F',
    'OBX|1|NM|2744-1^pH^LN||7.31||7.35-7.45|L|||F',
    'NTE|1||Taken at rest',
  ];
  const text = `${segments.join('\r')}\r`;
  return new TextEncoder().encode(changes.reduce((made, [from, to]) => made.replace(from, to), text));
}

/** The result fails, because its receiver is down for a moment. */
export async function resultFails(cli: Cli, controlId: string): Promise<void> {
  await receiverIs(cli, 'down');
  const bytes = { $base64: Buffer.from(editableResult(controlId)).toString('base64') };
  await cli.call('practice.inject', { channelId: passThrough.channelId, bytes });
}
