import { dataPath } from '../files/data-paths.ts';
import { deriveKey } from '../keys/seal.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openForWriting } from '../sqlite/open-database.ts';
import { createCheckpointer } from './checkpoint.ts';
import type { JournalWriterContext } from './journal-context.ts';
import { createSealedWriter } from './record-keys.ts';
import { journalMigrations, recordKeysMigrations } from './schema.ts';

/** The journal's files with their writer's tools. */
export type OpenJournal = JournalWriterContext & { recordKeys: WritableDatabase; close(): void };

/** Key of one database file of the folder. */
export function fileKey(dataKey: Uint8Array, name: 'journal' | 'recordKeys' | 'history'): Uint8Array {
  return deriveKey(dataKey, `${name}.db`);
}

export function openJournal(
  dataDir: string,
  { dataKey, installationName, now }: { dataKey: Uint8Array; installationName: string; now: number },
): OpenJournal {
  const journal = openForWriting(dataPath(dataDir, 'journal'), {
    key: fileKey(dataKey, 'journal'),
    synchronous: 'FULL',
  });
  migrate(journal, journalMigrations);
  const recordKeys = openForWriting(dataPath(dataDir, 'recordKeys'), {
    key: fileKey(dataKey, 'recordKeys'),
    synchronous: 'FULL',
    secureDelete: true,
  });
  migrate(recordKeys, recordKeysMigrations);
  const checkpointer = createCheckpointer(journal, {
    path: dataPath(dataDir, 'checkpoints'),
    key: deriveKey(dataKey, 'installation-key'),
    name: installationName,
    now,
  });
  return {
    journal,
    recordKeys,
    sealed: createSealedWriter(recordKeys),
    checkpointer,
    close: () => {
      journal.close();
      recordKeys.close();
    },
  };
}
