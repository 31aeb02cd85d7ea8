import type { FoundUnit } from '../../src-shared/domain/units/unit-finding.ts';

type ChannelPlace = { connectionId: string; channelId: string };

/** What a stretch of messages showed, already added up. `patientKeys`: plain here, hashed before they are stored. */
export type CollectedFinding = Omit<FoundUnit, 'patients' | 'connectionId' | 'channelId'> & {
  days: { day: number; messages: number; urgent: number }[];
  patientKeys: string[];
  samples: { nativeId: number; receivedAt: number }[];
};

/** `days`: those of the last 90 with any, oldest first. `inOrder`: messages of the same sender and code whose unit is in order. */
export type FindingDetail = {
  finding: FoundUnit;
  days: { day: number; messages: number; urgent: number }[];
  samples: { nativeId: string; receivedAt: number }[];
  inOrder: number;
};

/** Findings about measurement units, added up from messages that may be gone. May be lost without danger. */
export type UnitFindingStore = {
  /** Those of these ids that were not looked at yet. */
  notLookedAt(query: ChannelPlace & { ids: number[] }): Promise<number[]>;
  /** All or nothing: what was found, and that these stretches of ids have been looked at. */
  add(page: ChannelPlace & { looked: [from: number, to: number][]; findings: CollectedFinding[] }): Promise<void>;
  /** What is to be looked at, urgent ones first, then the largest; at most 5000. `isCut`: there are more. */
  list(query: { connectionIds: string[] }): Promise<{ items: FoundUnit[]; isCut: boolean }>;
  /** How many messages were seen with their unit in order, by channel. */
  inOrder(query: { connectionIds: string[] }): Promise<(ChannelPlace & { messages: number })[]>;
  get(findingId: string): Promise<FindingDetail | null>;
};
