import type { CliPerson } from './cli.ts';
import { type CoreDesk, openDesk } from './core-desk.ts';
import type { Folders } from './folders.ts';
import { bloodGasResult, passThrough } from './main-path/preconditions.ts';

/** Puts many messages in, one after another. */
export async function messagesArrive(
  folders: Folders,
  person: CliPerson,
  controlIds: readonly string[],
): Promise<void> {
  const desk = await openDesk(folders, person);
  try {
    await sendAt(desk, controlIds);
  } finally {
    await desk.close();
  }
}

export async function sendAt(desk: CoreDesk, controlIds: readonly string[]): Promise<void> {
  for (const controlId of controlIds)
    await desk.call('practice.inject', {
      channelId: passThrough.channelId,
      bytes: new Uint8Array(bloodGasResult(controlId)),
    });
}
