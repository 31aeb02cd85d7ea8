import type { ConnectorRow, StageName } from '../../../src-shared/domain/message.ts';

/** Which stored form of a message is looked at. */
export type StageChoice = { connectorId: string; stage: StageName };

/** The form a replay starts from, else the first one stored. Null when the engine kept none. */
export function firstChoice(connectors: readonly ConnectorRow[]): StageChoice | null {
  const source = connectors.find((row) => row.role === 'source');
  if (source?.stages.some((each) => each.stage === 'raw')) return { connectorId: source.connectorId, stage: 'raw' };
  for (const row of connectors) {
    const stage = row.stages[0];
    if (stage) return { connectorId: row.connectorId, stage: stage.stage };
  }
  return null;
}

/** The same form in another connector when it is stored there, else that connector's first. */
export function choiceIn(row: ConnectorRow, current: StageChoice | null): StageChoice | null {
  const stage = row.stages.find((each) => each.stage === current?.stage) ?? row.stages[0];
  return stage ? { connectorId: row.connectorId, stage: stage.stage } : null;
}
