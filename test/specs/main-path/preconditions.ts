import type { Cli } from '../cli.ts';

/** The practice channel that sends on what it gets, byte for byte, to one destination without a queue. */
export const passThrough = {
  channelId: 'b0000014-0000-4000-8000-000000000014',
  receiverId: 'blood-gas-record',
  receiverName: 'Blood gas record',
  connectionId: 'practice',
} as const;

/** A synthetic person (month + 80). */
export const person = { number: '14856710182', family: 'Fjordheim', given: 'Solveig' } as const;

export const wardBefore = 'MED1';
export const wardAfter = 'KIR2';

/** A blood gas result for the synthetic person; CR at each segment's end. */
export function bloodGasResult(controlId: string, ward = wardBefore): Uint8Array {
  const segments = [
    `MSH|^~\\&|ABL|FJORDSYK|BLODGASS|FJORDSYK|20261122101500+0100||ORU^R01|${controlId}|P|2.5`,
    `PID|1||${person.number}^^^FNR||${person.family}^${person.given}||19670514|F`,
    `PV1|1|I|${ward}^201^1`,
    'OBR|1|O-77|F-77|24338-6^Blood gas^LN|||20261122101000+0100||||||||||||||||||F',
    'OBX|1|NM|2744-1^pH^LN||7.31||7.35-7.45|L|||F',
    'OBX|2|NM|2019-8^pCO2^LN||7.9|kPa|4.7-6.0|H|||F',
  ];
  return new TextEncoder().encode(`${segments.join('\r')}\r`);
}

/** The console opens before its practice engine has started; nothing flows once it has. */
export async function quietPracticeEngine(cli: Cli): Promise<void> {
  for (let look = 0; look < 60; look += 1) {
    if ((await cli.call('practice.status', {})).isRunning) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await cli.call('practice.setSpeed', { speed: 0 });
}

export async function receiverIs(cli: Cli, mode: 'up' | 'down'): Promise<void> {
  await cli.call('practice.setReceiver', { receiverId: passThrough.receiverId, mode });
}

/** Puts the message in by MLLP, as a sender would. */
export async function messageArrives(cli: Cli, controlId: string): Promise<void> {
  const bytes = { $base64: Buffer.from(bloodGasResult(controlId)).toString('base64') };
  await cli.call('practice.inject', { channelId: passThrough.channelId, bytes });
}
