import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import { deleteNames, insertNames } from './text-queries.ts';

/** Puts the searched columns of a failure into their text table. */
export function writeNames(
  database: WritableDatabase,
  { oneLine, connectorName, header }: Failure,
  { failureKey, isNew }: { failureKey: number; isNew: boolean },
): void {
  const { messageControlId, messageType, sender, receiver } = header;
  const names = [oneLine, connectorName, messageControlId, messageType, sender, receiver];
  if (!isNew) database.run(deleteNames, { failureKey });
  database.run(insertNames, { failureKey, text: names.map((name) => name ?? '').join('\n') });
}
