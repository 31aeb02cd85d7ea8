import { attachToCore } from '../../src-main/app/core-client.ts';
import { socketPathOf } from '../../src-main/app/data-folder.ts';
import { createEventStream } from '../../src-main/app/event-stream.ts';
import type { CliPerson } from './cli.ts';
import type { Folders } from './folders.ts';
import { bloodGasResult, passThrough } from './main-path/preconditions.ts';

/** Puts many messages in, one after another, over one attachment: a command line for each would take minutes. */
export async function messagesArrive(
  folders: Folders,
  person: CliPerson,
  controlIds: readonly string[],
): Promise<void> {
  const { signal } = new AbortController();
  const events = createEventStream({ epoch: 'spec', sequence: 0 });
  const core = await attachToCore(socketPathOf(folders.dataDir), { shell: 'cli', events });
  if (core === null) throw new Error('No core runs on this folder.');
  try {
    const signedIn = await core.call({ name: 'accounts.signIn', input: person, sessionToken: null }, signal);
    if (!signedIn.ok) throw new Error(signedIn.error.message);
    const { sessionToken } = signedIn.value as { sessionToken: string };
    for (const controlId of controlIds) {
      const input = { channelId: passThrough.channelId, bytes: bloodGasResult(controlId) };
      const reply = await core.call({ name: 'practice.inject', input, sessionToken }, signal);
      if (!reply.ok) throw new Error(reply.error.message);
    }
    await core.call({ name: 'accounts.signOut', input: {}, sessionToken }, signal);
  } finally {
    await core.close();
  }
}
