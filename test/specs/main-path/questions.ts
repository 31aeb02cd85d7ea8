import type { Cli } from '../cli.ts';
import { passThrough } from './preconditions.ts';

/** The messages with this control id that the receiver has taken, as the bytes it got. */
export async function receivedBytes(cli: Cli, controlId: string): Promise<string[]> {
  const log = await cli.call('practice.receiverLog', { receiverId: passThrough.receiverId });
  return log.items
    .filter((item) => item.messageControlId === controlId)
    .map((item) => Buffer.from((item.bytes as unknown as { $base64: string }).$base64, 'base64').toString('latin1'));
}

/** Audit entries of one procedure for messages of the pass-through channel, newest first. */
export async function auditOf(
  cli: Cli,
  procedure: string,
): Promise<{ person: string; reason: string | null; outcome: string }[]> {
  const { items } = await cli.call('audit.list', {
    cursor: null,
    limit: 200,
    person: null,
    procedure,
    target: null,
    from: null,
    to: null,
  });
  return items.map(({ person, reason, outcome }) => ({ person, reason, outcome }));
}
