import { deployment } from '../../../src-shared/domain/affected-set.ts';
import type { StoredDeployment } from '../affected-store.ts';
import { type DeploymentRow, listDeployments, listLatestDeployments, upsertDeployment } from './affected-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';

const mostOfChannel = 500;

export const deploymentWriterOperations = {
  putDeployments({ journal }: JournalWriterContext, { deployments }: { deployments: StoredDeployment[] }): void {
    for (const each of deployments) journal.run(upsertDeployment, each);
  },
};

export const deploymentReaderOperations = {
  latestDeployments({ journal }: JournalReaderContext, { connectionId }: { connectionId: string }): StoredDeployment[] {
    return journal().all<DeploymentRow>(listLatestDeployments, { connectionId }).map(toDeployment);
  },

  deploymentsOfChannel(
    { journal }: JournalReaderContext,
    place: { connectionId: string; channelId: string },
  ): StoredDeployment[] {
    return journal()
      .all<DeploymentRow>(listDeployments, { ...place, limit: mostOfChannel })
      .map(toDeployment);
  },
};

function toDeployment(row: DeploymentRow): StoredDeployment {
  return {
    connectionId: row.connection_id,
    channelId: row.channel_id,
    deployedAt: row.deployed_at,
    revision: row.revision,
    knownBy: deployment.shape.knownBy.parse(row.known_by),
    watchedTo: row.watched_to,
  };
}
