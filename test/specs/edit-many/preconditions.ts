import type { Cli } from '../cli.ts';
import { bloodGasResult, passThrough, receiverIs } from '../main-path/preconditions.ts';
import { listsFailures } from '../pages/preconditions.ts';

/** Results from several wards fail, because their receiver was down for a moment. @param wardById control id → ward */
export async function resultsFail(cli: Cli, wardById: Readonly<Record<string, string>>): Promise<void> {
  await receiverIs(cli, 'down');
  for (const [controlId, ward] of Object.entries(wardById)) {
    const bytes = { $base64: Buffer.from(bloodGasResult(controlId, ward)).toString('base64') };
    await cli.call('practice.inject', { channelId: passThrough.channelId, bytes });
  }
  // The engine is read in order: with the last one, all are there.
  await listsFailures(cli, Object.keys(wardById).slice(-1));
  await receiverIs(cli, 'up');
}
