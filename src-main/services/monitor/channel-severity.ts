import type { ChannelSnapshot, Severity } from '../../../src-shared/domain/channel.ts';
import type { EngineState } from '../../../src-shared/domain/connection.ts';

export type Why = { key: string; params: Record<string, string | number> };

/**
 * What is known of one channel now. `queuedBefore` the level 5 min ago and `queuedLeast` the lowest since; null when not watched so long.
 * `erroredLately` in the last 5 min, `receivedLastHour` in the last 60 min, both as far as watched.
 */
export type ChannelFacts = {
  snapshot: ChannelSnapshot;
  engineState: EngineState['state'];
  erroredLately: number;
  receivedLastHour: number;
  queuedBefore: number | null;
  queuedLeast: number | null;
  openFailures: number;
  urgentFailures: number;
  isStale: boolean;
};

type Judged = Why & { severity: Severity };

/** How much one channel needs a person, and why, worst first. Keys are sentences `overview.why.*`. */
export function judgeChannel(facts: ChannelFacts): { severity: Severity; why: Why[] } {
  const judged = rules.flatMap((rule) => rule(facts)).sort((a, b) => rank[a.severity] - rank[b.severity]);
  return { severity: judged[0]?.severity ?? 'fine', why: judged.map(({ key, params }) => ({ key, params })) };
}

const rank: Record<Severity, number> = { critical: 0, warning: 1, notice: 2, fine: 3 };

/** Most severe first, then by name. */
export function compareChannels(
  a: { severity: Severity; urgentFailures: number; name: string },
  b: { severity: Severity; urgentFailures: number; name: string },
): number {
  return (
    rank[a.severity] - rank[b.severity] || b.urgentFailures - a.urgentFailures || a.name.localeCompare(b.name, 'nb')
  );
}

type Rule = (facts: ChannelFacts) => Judged[];

/** In the order in which reasons of one severity are told. */
const rules: readonly Rule[] = [engineRule, stoppedRule, urgentRule, erroredRule, connectorRule, failureRule];
/** Queues grow in every healthy channel for a moment; fewer than this is no growth. */
const smallQueue = 5;

function engineRule({ engineState, isStale }: ChannelFacts): Judged[] {
  if (engineState === 'down') return [judge('critical', 'engineDown')];
  if (engineState === 'refused') return [judge('critical', 'engineRefused')];
  return isStale ? [judge('warning', 'stale')] : [];
}

function stoppedRule(facts: ChannelFacts): Judged[] {
  const { snapshot, receivedLastHour } = facts;
  switch (snapshot.state) {
    case 'stopped':
      if (snapshot.queued > 0) return [judge('critical', 'stoppedWithQueue', { count: snapshot.queued })];
      if (receivedLastHour > 0) return [judge('critical', 'stoppedWithTraffic', { count: receivedLastHour })];
      return [judge('notice', 'stopped')];
    case 'paused':
      return [judge('notice', 'paused'), ...queueRule(facts)];
    case 'starting':
    case 'stopping':
      return [judge('notice', 'changing')];
    case 'unknown':
      return [judge('warning', 'stateUnknown')];
    case 'undeployed':
      return [judge('fine', 'undeployed')];
    case 'started':
      return queueRule(facts);
    default:
      return snapshot.state satisfies never;
  }
}

function urgentRule({ urgentFailures }: ChannelFacts): Judged[] {
  return urgentFailures > 0 ? [judge('critical', 'urgentFailures', { count: urgentFailures })] : [];
}

function erroredRule({ erroredLately }: ChannelFacts): Judged[] {
  return erroredLately > 0 ? [judge('critical', 'erroredLately', { count: erroredLately })] : [];
}

/** A stopped channel explains its stopped connectors. */
function connectorRule({ snapshot }: ChannelFacts): Judged[] {
  if (snapshot.state !== 'started') return [];
  return snapshot.connectors
    .filter(({ state }) => state === 'stopped')
    .map(({ name, queued }) =>
      queued > 0
        ? judge('critical', 'connectorStoppedWithQueue', { name, count: queued })
        : judge('warning', 'connectorStopped', { name }),
    );
}

function queueRule({ snapshot, queuedBefore, queuedLeast }: ChannelFacts): Judged[] {
  const { queued } = snapshot;
  if (queuedBefore !== null && queued >= smallQueue && queued > queuedBefore) {
    return [judge('warning', 'queueGrowing', { count: queued, before: queuedBefore })];
  }
  if (queuedLeast !== null && queuedLeast > 0) return [judge('warning', 'queueStanding', { count: queued })];
  return queued >= smallQueue ? [judge('notice', 'queued', { count: queued })] : [];
}

function failureRule({ openFailures, snapshot }: ChannelFacts): Judged[] {
  const reasons: Judged[] = [];
  if (openFailures > 0) reasons.push(judge('warning', 'openFailures', { count: openFailures }));
  if (snapshot.hasUndeployedChanges) reasons.push(judge('notice', 'undeployedChanges'));
  return reasons;
}

function judge(severity: Severity, key: string, params: Why['params'] = {}): Judged {
  return { severity, key: `overview.why.${key}`, params };
}
