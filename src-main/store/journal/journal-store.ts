import type { Clock } from '../../platform/ports.ts';
import type { JournalStore } from '../store.ts';
import type { Lanes } from '../worker/lanes.ts';

/** The journal's side of the port: each call goes to its thread. `onWritten` after every write that was committed. */
export function createJournalStore(lanes: Lanes, clock: Clock, onWritten: () => void): JournalStore {
  const { readJournal } = lanes;
  const writeJournal: Lanes['writeJournal'] = (name, args) => {
    const answer = lanes.writeJournal(name, args);
    void answer.then(onWritten, () => undefined); // who asked hears of a failure
    return answer;
  };
  return {
    accounts: {
      list: () => readJournal('listAccounts', null),
      insert: (account, onlyIfNone) => writeJournal('insertAccount', { account, onlyIfNone }),
      update: (account) => writeJournal('updateAccount', { account }),
    },
    audit: {
      append: (entry) => writeJournal('appendEntry', entry),
      settle: (sequence, outcome) => writeJournal('settleEntry', { sequence, outcome }),
      list: (query, cursor, limit) => readJournal('listAudit', { query, cursor, limit }),
      verify: () => readJournal('verifyAudit', null),
      checkpoint: () => writeJournal('writeCheckpoint', { at: clock.now() }),
    },
    replays: {
      claim: (record) => writeJournal('claimReplay', record),
      advance: (replayId, from, patch, sync) =>
        writeJournal('advanceReplay', { replayId, from, patch, sync, at: clock.now() }),
      get: (replayId) => readJournal('getReplay', { replayId }),
      list: (state, cursor, limit) => readJournal('listReplays', { state, cursor, limit }),
      ofMessage: (ref) => readJournal('replaysOfMessage', ref),
      recover: (bootId, at) => writeJournal('recoverReplays', { bootId, at }),
      sentBytes: (replayId) => readJournal('sentBytes', { replayId }),
    },
    requests: {
      find: (requestId) => readJournal('findRequest', { requestId }),
      remember: (requestId, procedure, reply) => writeJournal('rememberRequest', { requestId, procedure, reply }),
    },
    connections: {
      list: () => readJournal('listConnections', null),
      put: (connection) => writeJournal('putConnection', { connection }),
      remove: (connectionId) => writeJournal('removeConnectionRecord', { connectionId }),
    },
    settings: {
      get: (scope, key) => readJournal('getSetting', { scope, key }),
      put: (scope, key, value) => writeJournal('putSetting', { scope, key, value }),
    },
    groups: {
      put: (entries) => writeJournal('putGroupEntries', { entries }),
      entries: (groupId) => readJournal('groupEntries', { groupId }),
      decisions: (groupIds) => readJournal('groupDecisions', { groupIds }),
    },
    handlings: {
      put: (handling, failureIds) => writeJournal('putHandling', { handling, failureIds }),
      of: (failureId) => readJournal('handlingsOf', { failureId }),
      since: (failureIds) => readJournal('handledSince', { failureIds }),
    },
    forgetBefore: async (before) => ({ keysDeleted: await writeJournal('forgetRecordsBefore', { before }) }),
  };
}
