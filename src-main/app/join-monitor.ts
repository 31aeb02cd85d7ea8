import type { RunningEngines } from '../engines/running-engines.ts';
import type { DeploymentLog } from '../services/affected/deployment-log.ts';
import type { FailureSync } from '../services/failures/failure-sync.ts';
import type { HeaderSync } from '../services/messages/header-sync.ts';
import { createMonitorService, type MonitorDeps } from '../services/monitor/monitor-service.ts';
import type { WaitingReader } from '../services/waiting/waiting-reader.ts';
import type { AppDeps } from './app-deps.ts';
import type { Emit } from './handler.ts';

/** The monitor, and those who follow what it sees of the engines. */
export async function joinMonitor(
  deps: AppDeps,
  {
    emit,
    engines,
    failureSync,
    headerSync,
    waitingReader,
    deploymentLog,
    onBraked,
  }: {
    emit: Emit;
    engines: RunningEngines;
    failureSync: FailureSync;
    headerSync: HeaderSync;
    waitingReader: WaitingReader;
    deploymentLog: DeploymentLog;
    onBraked: MonitorDeps['onBraked'];
  },
) {
  for (const follower of [failureSync, headerSync, waitingReader, deploymentLog]) {
    engines.onStarted(follower.start);
    engines.onStopped(follower.stop);
  }
  return createMonitorService({
    ...deps,
    engines,
    history: deps.store.history,
    cache: deps.store.cache,
    emit,
    onBraked,
    onSnapshot: async (engine, channels) => {
      waitingReader.note(engine, channels);
      deploymentLog.note(engine, channels);
      await failureSync.note(engine, channels);
      await headerSync.note(engine, channels);
    },
  });
}
