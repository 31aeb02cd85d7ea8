import { z } from 'zod';
import type { Receiver } from './receivers/receiver.ts';

const told = z.strictObject({ type: z.string(), segments: z.array(z.string()).min(1) });

/**
 * A message that fails because its receiver is down, and then, the receiver up again, what came after it and got through (null = nothing) and what was done to it in the engine. `person`: a synthetic number
 * (month + 80); `segments` follow MSH and PID, `{id}` in them is another each time.
 */
export const storyEffect = z.strictObject({
  kind: z.literal('story'),
  channelId: z.uuid(),
  receiverId: z.string(),
  person: z.string().regex(/^\d\d[89]\d{8}$/),
  failing: told,
  since: told.nullable(),
  done: z.enum(['reprocessed', 'pruned']).nullable(),
});
export type Story = z.infer<typeof storyEffect>;

export type StoryDeps = {
  now: () => number;
  findReceiver: (id: string) => Receiver | null;
  /** A colleague reprocesses the newest message of the channel, or the engine removes its content. */
  actOnNewest: (channelId: string, done: 'reprocessed' | 'pruned') => Promise<void>;
  /** Over MLLP, as a sender would; ends when the engine has answered. */
  sendBody: (channelId: string, body: Buffer) => Promise<void>;
};

let count = 0;

/** Tells it once, from its failure to what came since; another that is told meanwhile has another person. */
export async function tellStory(
  { channelId, receiverId, person, failing, since, done }: Story,
  { now, findReceiver, sendBody, actOnNewest }: StoryDeps,
): Promise<void> {
  count += 1;
  const id = `${Math.floor(now() / 1000).toString(36)}${count}`.toUpperCase();
  const receiver = findReceiver(receiverId);
  await receiver?.setMode({ kind: 'down' });
  try {
    await sendBody(channelId, bodyOf(failing, { id, controlId: `${id}-1`, person, at: now() - 60_000 }));
  } finally {
    await receiver?.setMode({ kind: 'up' });
  }
  if (done !== null) await actOnNewest(channelId, done);
  if (since !== null) await sendBody(channelId, bodyOf(since, { id, controlId: `${id}-2`, person, at: now() }));
}

function bodyOf(
  { type, segments }: z.infer<typeof told>,
  { id, controlId, person, at }: { id: string; controlId: string; person: string; at: number },
): Buffer {
  const writtenAt = `${new Date(at).toISOString().slice(0, 19).replaceAll(/\D/g, '')}+0000`;
  const lines = [
    `MSH|^~\\&|EPJ|FJORDSYK|BLODGASS|FJORDSYK|${writtenAt}||${type}|${controlId}|P|2.5||||||UNICODE UTF-8`,
    `PID|1||${person}^^^FNR||Fjordheim^Solveig||||||Storgata 1^^Bergen^^5003`,
    ...segments,
  ];
  return Buffer.from(`${lines.join('\r').replaceAll('{id}', id)}\r`, 'utf8');
}
