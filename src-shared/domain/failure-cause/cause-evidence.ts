import type { FailureKind } from '../failure-kind.ts';

/** The parts of a failure that its cause is read from. */
export type CauseEvidence = {
  connectionId: string;
  channelId: string;
  connectorIds: readonly string[];
  kind: FailureKind;
  oneLine: string;
  target: string | null;
};
