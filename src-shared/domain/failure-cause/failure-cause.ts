import { z } from 'zod';
import { type FailureKind, failureKind } from '../failure-kind.ts';
import type { CauseEvidence } from './cause-evidence.ts';
import { type CauseRule, findCauseRule } from './cause-rule.ts';
import { errorTemplate } from './error-template.ts';

/** Rises whenever the same failure would get another cause; groups of an older version keep their addresses. */
export const causeVersion = 2;

/**
 * Where a cause acts: a receiving system for what its network or machine does, else one connector of one channel; or what a rule of the site
 * takes together, `place` null = all of it.
 */
const causeScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('target'), target: z.string() }),
  z.object({
    kind: z.literal('connector'),
    connectionId: z.string(),
    channelId: z.string(),
    connectorId: z.string(),
  }),
  z.object({ kind: z.literal('rule'), ruleId: z.string(), place: z.string().nullable() }),
]);

/**
 * What failures of one group have in common. `template`: the redacted error text without what differs from message to message, in small
 * letters; for a receiver that cannot be reached one word for its condition, as each sending library says it otherwise; '' by a site's rule.
 */
export const failureCause = z.object({
  version: z.number().int(),
  kind: failureKind,
  scope: causeScope,
  template: z.string(),
});
export type FailureCause = z.infer<typeof failureCause>;

/** One dead receiver is one cause, whichever channels send to it. */
const kindsOfTarget: ReadonlySet<FailureKind> = new Set(['connection', 'timeout', 'capacity', 'security']);

/** @param rules of the site, tried in their order before anything else */
export function causeOf(failure: CauseEvidence, rules: readonly CauseRule[]): FailureCause {
  const { kind, target } = failure;
  const rule = findCauseRule(rules, failure);
  if (rule !== null) return { version: causeVersion, kind, scope: ruleScope(rule, failure), template: '' };
  const { template } = errorTemplate(failure.oneLine);
  if (target !== null && kindsOfTarget.has(kind)) {
    const scope = { kind: 'target' as const, target: target.toLowerCase() };
    return { version: causeVersion, kind, scope, template: conditionOf(template) ?? template };
  }
  const { connectionId, channelId } = failure;
  const scope = { kind: 'connector' as const, connectionId, channelId, connectorId: failure.connectorIds[0] ?? '' };
  return { version: causeVersion, kind, scope, template };
}

function ruleScope({ ruleId, per }: CauseRule, { connectionId, channelId, target }: CauseEvidence) {
  const places = { rule: null, channel: `${connectionId}/${channelId}`, target: target?.toLowerCase() ?? '' };
  return { kind: 'rule' as const, ruleId, place: places[per] };
}

const conditions: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['unknown-host', /unknown ?host|name or service not known|enotfound|getaddrinfo/],
  ['unreachable', /no ?route ?to ?host|network is unreachable|ehostunreach/],
  ['refused', /refused|econnrefused/],
  ['no-answer-to-connect', /connect(?:ion)? timed out|connect timeout|etimedout/],
  ['broken', /connection reset|broken pipe|socket closed|connection closed|econnreset|unexpected end of/],
  ['no-answer', /read timed out|timeout waiting for response|response timeout|no response|gateway time-?out/],
];

/** Null: the text says something else, which then counts as it stands. */
function conditionOf(template: string): string | null {
  return conditions.find(([, pattern]) => pattern.test(template))?.[0] ?? null;
}

/** One line that is equal exactly for equal causes; its hash names the group. */
export function causeLine({ version, kind, scope, template }: FailureCause): string {
  return JSON.stringify([version, kind, scope.kind, ...placeOf(scope), template]);
}

function placeOf(scope: FailureCause['scope']): readonly (string | null)[] {
  if (scope.kind === 'target') return [scope.target];
  if (scope.kind === 'rule') return [scope.ruleId, scope.place];
  return [scope.connectionId, scope.channelId, scope.connectorId];
}
