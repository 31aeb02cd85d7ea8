import type { AffectedMessage, AffectedNote, AffectedSet, Deployment } from '../../src-shared/domain/affected-set.ts';
import type { Environment } from '../../src-shared/domain/connection.ts';
import type { MessageStatus } from '../../src-shared/domain/indexed-message.ts';

type ChannelPlace = { connectionId: string; channelId: string };

/** `deployedAt` ms UTC. `watchedTo`: until then it was seen to run; of one that only the engine's log tells, its own time. */
export type StoredDeployment = ChannelPlace & {
  deployedAt: number;
  revision: number | null;
  knownBy: Deployment['knownBy'];
  watchedTo: number;
};

/** Which revision of a channel ran when. */
export type DeploymentStore = {
  /** What is known already is kept; a revision or a later `watchedTo` is added to it. All or none. */
  put(deployments: StoredDeployment[]): Promise<void>;
  /** The newest that was watched, of every channel of an engine. */
  latest(connectionId: string): Promise<StoredDeployment[]>;
  /** Newest first, at most 500. */
  ofChannel(place: ChannelPlace): Promise<StoredDeployment[]>;
};

/** A part of a set; null = not narrowed, '' = messages that name none. */
export type AffectedPart = {
  receiver: string | null;
  sender: string | null;
  status: MessageStatus | null;
  isUncertain: boolean | null;
};

/** Affected sets. Nothing of one can change once it was put. */
export type AffectedStore = {
  /** Before `put`, in any number of parts: `position` of the first of them, 0 the newest. */
  putMessages(setId: string, position: number, messages: AffectedMessage[]): Promise<void>;
  /** Makes the set of what was put; from then on it is frozen. */
  put(set: AffectedSet, environment: Environment): Promise<void>;
  /** Newest first. */
  list(
    environment: Environment,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: AffectedSet[]; nextCursor: string | null }>;
  /** Null also for a set of another environment. */
  get(setId: string, environment: Environment): Promise<AffectedSet | null>;
  messages(
    query: { setId: string; part: AffectedPart },
    cursor: string | null,
    limit: number,
  ): Promise<{ items: AffectedMessage[]; nextCursor: string | null }>;
  note(setId: string, note: AffectedNote & { text: string }): Promise<void>;
  /** Newest first, at most 200. */
  notes(setId: string): Promise<AffectedNote[]>;
  /** Deletes what an interrupted freezing left; to be called while none is under way. */
  dropUnfinished(): Promise<number>;
};
