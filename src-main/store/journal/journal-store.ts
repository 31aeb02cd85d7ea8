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
      about: (query) => readJournal('auditAbout', query),
      entry: (sequence) => readJournal('auditEntry', { sequence }),
      verify: () => readJournal('verifyAudit', null),
      checkpoint: () => writeJournal('writeCheckpoint', { at: clock.now() }),
    },
    replays: {
      claim: (record) => writeJournal('claimReplay', record),
      advance: (replayId, from, patch, sync) =>
        writeJournal('advanceReplay', { replayId, from, patch, sync, at: clock.now() }),
      get: (replayId) => readJournal('getReplay', { replayId }),
      ofRequest: (requestId) => readJournal('replayOfRequest', { requestId }),
      list: (state, cursor, limit) => readJournal('listReplays', { state, cursor, limit }),
      ofMessage: (ref) => readJournal('replaysOfMessage', ref),
      others: (refs, but) => readJournal('otherReplays', { refs, but }),
      runOf: (replayId) => readJournal('runOfReplay', { replayId }),
      states: (replayIds) => readJournal('replayStates', { replayIds }),
      failedCopies: (refs) => readJournal('failedCopies', { refs }),
      recover: (bootId, at) => writeJournal('recoverReplays', { bootId, at }),
      sentBytes: (replayId) => readJournal('sentBytes', { replayId }),
      countSince: (person, since) => readJournal('countSent', { person, since }),
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
      last: (failureIds) => readJournal('lastHandlings', { failureIds }),
    },
    runs: {
      put: (run, items) => writeJournal('putRun', { run, items }),
      advance: (change) => writeJournal('advanceRun', change),
      setItems: (runId, changes) => writeJournal('setRunItems', { runId, changes }),
      get: (runId) => readJournal('getRun', { runId }),
      list: (cursor, limit) => readJournal('listRuns', { cursor, limit }),
      steps: (runId) => readJournal('runSteps', { runId }),
      items: (runId, after, limit, part = { only: null, skip: 0 }) =>
        readJournal('runItems', { runId, after, limit, ...part }),
      outcomes: (runId, after, limit) => readJournal('runOutcomes', { runId, after, limit }),
      waiting: (runId, after, limit) => readJournal('waitingRunItems', { runId, after, limit }),
      counts: (runId) => readJournal('runCounts', { runId }),
      leftOut: (runId) => readJournal('leftOutOfRun', { runId }),
      linkSent: () => writeJournal('linkSentItems', null),
      active: () => readJournal('activeRuns', null),
      scheduled: () => readJournal('scheduledRuns', null),
    },
    approvals: {
      ask: (approval) => writeJournal('askApproval', { approval }),
      step: (step) => writeJournal('stepApproval', { step }),
      get: (approvalId) => readJournal('getApproval', { approvalId }),
      list: (query) => readJournal('listApprovals', query),
      putEmergency: (emergency) => writeJournal('putEmergency', { emergency }),
      review: (review) => writeJournal('reviewEmergency', { review }),
      emergencies: (query) => readJournal('listEmergencies', query),
    },
    alerts: {
      apply: (changes) => writeJournal('applyAlertChanges', { changes }),
      open: () => readJournal('openAlerts', null),
      list: (environment, cursor, limit) => readJournal('listAlerts', { environment, cursor, limit }),
      get: (alertId) => readJournal('getAlert', { alertId }),
      steps: (alertId) => readJournal('alertSteps', { alertId }),
      putSilence: (silence) => writeJournal('putSilence', { silence }),
      endSilence: (end) => writeJournal('endSilence', end),
      silences: (now) => readJournal('listSilences', { now }),
      putDelivery: (delivery) => writeJournal('putDelivery', { delivery }),
      deliveries: (limit) => readJournal('listDeliveries', { limit }),
    },
    units: {
      decide: (decision) => writeJournal('putUnitDecision', { decision }),
      withdraw: (withdrawal) => writeJournal('withdrawUnitDecision', withdrawal),
      of: (findingId) => readJournal('unitDecisionsOf', { findingId }),
      last: (findingIds) => readJournal('lastUnitDecisions', { findingIds }),
      synonyms: () => readJournal('unitSynonyms', null),
      addList: (list) => writeJournal('putExpectedList', { list }),
      endList: (end) => writeJournal('endExpectedList', end),
      lists: () => readJournal('listExpectedLists', null),
      proposeRule: (rule, by) => writeJournal('putUnitRule', { rule, ...by }),
      stepRule: (step) => writeJournal('stepUnitRule', { step }),
      rules: () => readJournal('listUnitRules', null),
    },
    incidents: {
      open: (opening) => writeJournal('openIncident', opening),
      change: (change) => writeJournal('changeIncident', change),
      add: (lines) => writeJournal('addIncidentEntries', { lines }),
      get: (incidentId) => readJournal('getIncident', { incidentId }),
      listOpen: () => readJournal('openIncidents', null),
      list: (query, cursor, limit) => readJournal('listIncidents', { ...query, cursor, limit }),
      ofLink: (link) => readJournal('incidentOfLink', link),
      entries: (incidentId, cursor, limit) => readJournal('incidentEntries', { incidentId, cursor, limit }),
    },
    handovers: {
      put: (put) => writeJournal('putHandover', { put }),
      receive: (receipt) => writeJournal('receiveHandover', { receipt }),
      get: (handoverId) => readJournal('getHandover', { handoverId }),
      list: (environment, cursor, limit) => readJournal('listHandovers', { environment, cursor, limit }),
    },
    expectations: {
      setTime: (time) => writeJournal('putExpectedTime', { time }),
      endTime: (end) => writeJournal('endExpectedTime', end),
      times: () => readJournal('expectedTimes', null),
      handle: (handlings) => writeJournal('putExpectationHandlings', { handlings }),
      handled: (since, limit) => readJournal('handledExpectations', { since, limit }),
    },
    deployments: {
      put: (deployments) => writeJournal('putDeployments', { deployments }),
      latest: (connectionId) => readJournal('latestDeployments', { connectionId }),
      ofChannel: (place) => readJournal('deploymentsOfChannel', place),
    },
    affected: {
      putMessages: (setId, position, messages) => writeJournal('putAffectedMessages', { setId, position, messages }),
      put: (set, environment) => writeJournal('putAffectedSet', { set, environment }),
      list: (environment, cursor, limit) => readJournal('listAffectedSets', { environment, cursor, limit }),
      get: (setId, environment) => readJournal('getAffectedSet', { setId, environment }),
      messages: (query, cursor, limit) => readJournal('affectedMessages', { ...query, cursor, limit }),
      note: (setId, note) => writeJournal('putAffectedNote', { setId, note }),
      notes: (setId) => readJournal('affectedNotes', { setId }),
      dropUnfinished: () => writeJournal('dropUnfinishedSets', null),
    },
    forgetBefore: async (before) => ({ keysDeleted: await writeJournal('forgetRecordsBefore', { before }) }),
  };
}
