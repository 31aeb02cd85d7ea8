import { dataPath } from '../../src-main/store/files/data-paths.ts';
import { fileKey } from '../../src-main/store/journal/open-journal.ts';
import { openFolderKey } from '../../src-main/store/keys/data-key.ts';
import { openForReading } from '../../src-main/store/sqlite/open-database.ts';
import type { Folders } from '../specs/folders.ts';

export type SeenReplay = {
  replayId: string;
  nativeId: string;
  requestId: string;
  state: string;
  bodyHash: string | null;
};
export type SeenItem = {
  runId: string;
  nativeId: string;
  failureId: string;
  ordinal: number;
  chain: number;
  state: string;
  why: string | null;
};

export type SeenSend = { nativeId: string; sentAt: number; acceptedAt: number | null };

/** The journal as it lies on the disk, read beside the core and while no core lives. */
export type JournalView = {
  replays(): SeenReplay[];
  items(): SeenItem[];
  /** Of every replay that went into the air: when, and when the engine had taken it; null = it did not say so. ms UTC. */
  sends(): SeenSend[];
  idsIn(state: string): Set<string>;
  /** Messages that were marked *in air* so far. */
  sentCount(): number;
  runState(runId: string): string;
  close(): void;
};

export function openJournalView({ dataDir, configDir }: Folders): JournalView {
  const { dataKey } = openFolderKey(dataDir, { osKeyStore: null, keyFileDir: configDir, passphrase: null }, Date.now());
  const journal = openForReading(dataPath(dataDir, 'journal'), { key: fileKey(dataKey, 'journal') });
  return {
    replays: () =>
      journal.all<SeenReplay>(
        `select h.replay_id as replayId, h.native_id as nativeId, r.request_id as requestId, h.state, r.body_hash as bodyHash
         from replay_head h join replay r on r.replay_id = h.replay_id order by h.created_at, h.replay_id`,
      ),
    items: () =>
      journal.all<SeenItem>(
        `select run_id as runId, native_id as nativeId, failure_id as failureId, ordinal, chain, state, why from replay_run_item order by run_id, ordinal`,
      ),
    sends: () =>
      journal.all<SeenSend>(
        `select h.native_id as nativeId, h.sent_at as sentAt,
           (select min(s.at) from replay_step s where s.replay_id = h.replay_id and s.state = 'accepted') as acceptedAt
         from replay_head h where h.sent_at is not null`,
      ),
    idsIn: (state) =>
      new Set(
        journal
          .all<{ id: string }>(`select replay_id as id from replay_head where state = @state`, { state })
          .map(({ id }) => id),
      ),
    sentCount: () =>
      journal.get<{ count: number }>(`select count(*) as count from replay_head where sent_at is not null`)?.count ?? 0,
    runState: (runId) =>
      journal.get<{ state: string }>(`select state from replay_run_head where run_id = @runId`, { runId })?.state ?? '',
    close: () => journal.close(),
  };
}
