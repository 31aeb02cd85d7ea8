import { type AlertKind, type AlertRule, engineAlertKinds } from './alert-rule.ts';
import { type Finding, type Judged, judgeChannelBy, judgeEngine } from './judge-condition.ts';
import type { Measured } from './measured.ts';

/** `channelId` null = the engine itself. */
export type AlertSubject = { connectionId: string; channelId: string | null };

/** Since when (ms UTC) it has been so, or not so any more; of what fires, that it does. */
export type RuleState = { trueSince: number | null; clearSince: number | null; isFiring: boolean };

/** A rule that holds of something now. */
export type Holding = AlertSubject & { key: string; rule: AlertRule; subjectName: string; finding: Finding };

/**
 * `states` take the place of those before. `fired`: new; `holding`: all that fire now, the new among them; `cleared`: keys of those that stopped firing.
 */
export type Evaluation = {
  states: Map<string, RuleState>;
  fired: Holding[];
  holding: Holding[];
  cleared: string[];
};

const minuteMs = 60_000;
/** What comes and goes within this is one and the same trouble. */
const clearAfterMs = 2 * minuteMs;

/**
 * Judges every rule on what was measured. Pure: the same rules, figures and states before give the same answer, on now as on the past. What could not be
 * looked at keeps its state; what is no longer there (rule, channel or engine) has cleared.
 */
export function evaluateRules(
  rules: RuleBook,
  measured: Measured,
  previous: ReadonlyMap<string, RuleState>,
): Evaluation {
  const cleared = new Set<string>();
  const evaluation: Evaluation = { states: new Map(), fired: [], holding: [], cleared: [] };
  const take = (rule: AlertRule, named: AlertSubject & { name: string }, judged: Judged): void => {
    const { name: subjectName, connectionId, channelId } = named;
    const key = keyOf(rule.ruleId, named);
    const before = previous.get(key) ?? untouched;
    const state = nextState(rule, before, judged, measured.at);
    if (state !== untouched) evaluation.states.set(key, state);
    if (before.isFiring && !state.isFiring) cleared.add(key);
    if (!state.isFiring || typeof judged === 'string') return;
    const holding = { key, rule, connectionId, channelId, subjectName, finding: judged };
    evaluation.holding.push(holding);
    if (!before.isFiring) evaluation.fired.push(holding);
  };
  for (const engine of measured.engines) {
    const subject = { connectionId: engine.connectionId, channelId: null, name: engine.name };
    for (const rule of rules.ofEngine(engine.connectionId))
      take(rule, subject, judgeEngine(rule.condition, engine, measured));
  }
  for (const channel of measured.channels) {
    for (const rule of rules.ofChannel(channel.connectionId, channel.channelId))
      take(rule, channel, judgeChannelBy(rule.condition, channel, measured));
  }
  const silentIds = new Set(measured.engines.filter(({ hasTold }) => !hasTold).map(({ connectionId }) => connectionId));
  for (const [key, state] of previous) {
    if (!state.isFiring || evaluation.states.has(key) || cleared.has(key)) continue;
    const [, connectionId = '', channelId = ''] = key.split('\n');
    if (channelId !== '' && silentIds.has(connectionId)) evaluation.states.set(key, state);
    else cleared.add(key);
  }
  evaluation.cleared.push(...cleared);
  return evaluation;
}

export function keyOf(ruleId: string, { connectionId, channelId }: AlertSubject): string {
  return `${ruleId}\n${connectionId}\n${channelId ?? ''}`;
}

const untouched: RuleState = { trueSince: null, clearSince: null, isFiring: false };

function nextState(rule: AlertRule, before: RuleState, judged: Judged, at: number): RuleState {
  if (judged === 'unknown') return before;
  if (judged === 'clear') {
    if (!before.isFiring) return untouched;
    // A clock that went back must not keep it open for ever.
    const clearSince = Math.min(before.clearSince ?? at, at);
    return at - clearSince >= clearAfterMs ? untouched : { ...before, clearSince };
  }
  const trueSince = Math.min(before.trueSince ?? at, at);
  const isFiring = before.isFiring || judged.late !== null || at - trueSince >= rule.forMinutes * minuteMs;
  return { trueSince, clearSince: null, isFiring };
}

/** Rules by what they are about; made once for a set of rules. */
export type RuleBook = ReturnType<typeof createRuleBook>;

/** @param rules of one subject and kind only the narrowest hold */
export function createRuleBook(rules: readonly AlertRule[]) {
  const byPlace = new Map<string, AlertRule[]>();
  for (const rule of rules) {
    const place = placeOf(rule.scope.connectionId, rule.scope.channelId);
    const there = byPlace.get(place);
    if (there === undefined) byPlace.set(place, [rule]);
    else there.push(rule);
  }
  const known = new Map<string, readonly AlertRule[]>();

  function find(places: readonly string[], isWanted: (kind: AlertKind) => boolean): readonly AlertRule[] {
    const cacheKey = places[0]!;
    const cached = known.get(cacheKey);
    if (cached !== undefined) return cached;
    const taken = new Set<AlertKind>();
    const found: AlertRule[] = [];
    for (const place of places) {
      const here = (byPlace.get(place) ?? []).filter(({ condition: { kind } }) => isWanted(kind) && !taken.has(kind));
      for (const rule of here) taken.add(rule.condition.kind);
      found.push(...here.filter(({ isOn }) => isOn));
    }
    known.set(cacheKey, found);
    return found;
  }

  return {
    ofEngine: (connectionId: string) =>
      find([placeOf(connectionId, null), placeOf(null, null)], (kind) => engineAlertKinds.has(kind)),
    ofChannel: (connectionId: string, channelId: string) =>
      find(
        [placeOf(connectionId, channelId), placeOf(connectionId, null), placeOf(null, null)],
        (kind) => !engineAlertKinds.has(kind),
      ),
  };
}

function placeOf(connectionId: string | null, channelId: string | null): string {
  return `${connectionId ?? ''}\n${channelId ?? ''}`;
}
