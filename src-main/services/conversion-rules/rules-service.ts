import { createHash } from 'node:crypto';
import type { Account } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type ConversionRule, type KeptRule, ruleRefusal } from '../../../src-shared/domain/units/conversion-rule.ts';
import { noValue } from '../../../src-shared/domain/units/no-value.ts';
import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { Emit, HandlersOf, PersonContext } from '../../app/handler.ts';
import type { RunningEngines } from '../../engines/running-engines.ts';
import type { Clock } from '../../platform/ports.ts';
import type { RuleStep, UnitDecisionStore } from '../../store/unit-decision-store.ts';
import type { UnitFindingStore } from '../../store/unit-finding-store.ts';
import type { RuleShelf } from './rule-shelf.ts';
import { writeRulesConceptMap, writeRulesCsv, writeRulesPseudoCode } from './write-rules.ts';

export type RulesDeps = {
  shelf: RuleShelf;
  store: Pick<UnitDecisionStore, 'proposeRule' | 'stepRule'>;
  findings: Pick<UnitFindingStore, 'get'>;
  engines: Pick<RunningEngines, 'find'>;
  siteOf: (place: { connectionId: string; channelId: string }) => SiteUnits;
  idsIn: (connectionId: null) => string[];
  channelNameOf: (place: { connectionId: string; channelId: string }) => string;
  accounts: () => Account[];
  /** @throws AppError FORBIDDEN when it is not the secret of this account, after a growing delay */
  requireSecret: (account: Account, secret: string, signal: AbortSignal) => Promise<void>;
  clock: Pick<Clock, 'now'>;
  emit: Emit;
};

const dayMs = 24 * 3_600_000;
/** A rule is a stopgap until the source is mended: nobody decides for longer. */
const longestMs = 366 * dayMs;

/** Loaded with the engine of units, when a rule is first drafted. */
const loadArithmetic = () => import('../../../src-shared/domain/units/rule-arithmetic.ts');

/** Rules that convert results at replay: proposed by one person, approved by the clinical owner named in them, withdrawn by either. */
export function createRulesService(deps: RulesDeps): HandlersOf<'rules'> {
  const { shelf, store, clock, emit } = deps;
  const viewOf = (rule: KeptRule) => ({
    ...rule,
    state: shelf.stateOf(rule, clock.now()),
    channelName: deps.channelNameOf(rule),
  });
  const shown = () => {
    const ids = new Set(deps.idsIn(null));
    return shelf.all().flatMap((rule) => (ids.has(rule.connectionId) ? [viewOf(rule)] : []));
  };

  async function judgeFinding(findingId: string) {
    const found = (await deps.findings.get(findingId))?.finding ?? null;
    if (found === null || !deps.idsIn(null).includes(found.connectionId))
      throw new AppError('NOT_FOUND', 'There is no such finding.', { messageKey: 'units.refused.noFinding' });
    const { loadUnitJudge } = await import('../../platform/units/unit-judge.ts');
    const { judge, say } = await loadUnitJudge(deps.siteOf(found));
    const { code, codeSystem, unit, sender } = found;
    const judged = judge({ ...noValue, code, codeSystem, unit }, sender).unit;
    const ruleId = ruleIdOf([found.connectionId, found.channelId, sender, codeSystem, code, unit]);
    const versions = shelf.all().filter((rule) => rule.ruleId === ruleId);
    const version = 1 + Math.max(0, ...versions.map((rule) => rule.version));
    return { found, judged, say, ruleId, version, refusal: ruleRefusal(found, judged) };
  }

  const ownersFor = (account: Account) =>
    deps
      .accounts()
      .filter((each) => !each.disabled && each.roles.includes('clinical-owner'))
      .filter((each) => each.accountId !== account.accountId && each.name !== account.name)
      .map(({ accountId, name }) => ({ accountId, name }));

  function require(ruleId: string, version: number) {
    const rule = shown().find((each) => each.ruleId === ruleId && each.version === version);
    if (rule === undefined) throw refused('NOT_FOUND', 'noRule');
    return rule;
  }

  async function step(
    { ruleId, version, reason }: Pick<RuleStep, 'ruleId' | 'version' | 'reason'>,
    act: RuleStep['act'],
    context: PersonContext,
  ): Promise<{ done: true }> {
    const { accountId, name } = context.account;
    await store.stepRule({ ruleId, version, act, at: clock.now(), person: { accountId, name }, reason });
    context.describe({ target: ruleId, summary: `version ${version} ${act}` });
    await changed();
    return { done: true };
  }

  async function changed(): Promise<void> {
    await shelf.refresh();
    emit('rules.changed', {});
  }

  /** The person the rule names, who did not propose it, with an account from before. */
  function requireOwner(rule: KeptRule, account: Account): void {
    const { person, at } = rule.proposed;
    if (person.accountId === account.accountId || person.name === account.name)
      throw refused('FORBIDDEN', 'samePerson');
    if (rule.clinicalOwner.accountId !== account.accountId) throw refused('FORBIDDEN', 'otherOwner');
    if (account.createdAt >= at) throw refused('FORBIDDEN', 'youngAccount');
  }

  return {
    list() {
      const connections = deps.idsIn(null).flatMap((connectionId) => {
        const connection = deps.engines.find(connectionId)?.connection;
        if (connection === undefined) return [];
        const { name, environment } = connection;
        return [{ connectionId, name, environment, isAllowed: shelf.isAllowed(connection) }];
      });
      return Promise.resolve({ items: shown(), connections });
    },

    async draft({ findingId }, { account }) {
      const { found, judged, version, refusal } = await judgeFinding(findingId);
      const { conversion } = judged;
      const { convertText } = await loadArithmetic();
      const numbers = found.typical.length > 0 ? found.typical : [];
      const middle = [0.1, 0.5, 0.9].flatMap((part) => numbers[Math.floor(numbers.length * part)] ?? []);
      const tests = [...new Set(middle)].flatMap((number) => {
        const after = refusal !== null || conversion === null ? null : convertText(String(number), conversion);
        return after === null ? [] : [{ before: String(number), after }];
      });
      const formula = refusal === null ? (conversion?.formula ?? null) : null;
      return { refusal, formula, version, tests, owners: ownersFor(account) };
    },

    async propose({ findingId, tests, validFrom, validUntil, clinicalOwnerId, reason }, context) {
      const { found, judged, say, ruleId, version, refusal } = await judgeFinding(findingId);
      const { conversion, expected } = judged;
      const { failingTest, writeFraction } = await loadArithmetic();
      if (refusal !== null || conversion === null || expected?.ucum == null || !found.code || !found.unit)
        throw refused('CONFLICT', refusal ?? 'notConvertible');
      const now = clock.now();
      if (validUntil <= Math.max(now, validFrom) || validUntil > Math.max(now, validFrom) + longestMs)
        throw refused('BAD_INPUT', 'dates');
      const clinicalOwner = ownersFor(context.account).find(({ accountId }) => accountId === clinicalOwnerId);
      if (clinicalOwner === undefined) throw refused('BAD_INPUT', 'owner');
      const failing = failingTest(tests, conversion);
      if (failing !== null) throw refused('CONFLICT', 'test', failing);
      const { connectionId, channelId, sender, codeSystem, code, name, unit } = found;
      const rule: ConversionRule = {
        ...{ ruleId, version, connectionId, channelId, sender, codeSystem, code, name, unit },
        ...{ expected: expected.written, expectedUcum: expected.ucum, formula: conversion.formula },
        ...{ multiply: writeFraction(conversion.multiply), add: writeFraction(conversion.add) },
        derivation: judged.reasons.map((each) => ({ id: each.id, params: { ...each.params }, message: say(each) })),
        ...{ tests, validFrom, validUntil, clinicalOwner },
      };
      const { accountId, name: person } = context.account;
      await store.proposeRule(rule, { at: now, person: { accountId, name: person }, reason });
      context.describe({ target: ruleId, summary: `version ${version} proposed` });
      await changed();
      return { ruleId, version };
    },

    async approve({ ruleId, version, secret, reason }, context) {
      await deps.requireSecret(context.account, secret, context.signal);
      const rule = require(ruleId, version);
      if (rule.state !== 'proposed') throw refused('CONFLICT', 'notProposed');
      requireOwner(rule, context.account);
      return step({ ruleId, version, reason }, 'approved', context);
    },

    async refuse({ ruleId, version, reason }, context) {
      const rule = require(ruleId, version);
      if (rule.state !== 'proposed') throw refused('CONFLICT', 'notProposed');
      requireOwner(rule, context.account);
      return step({ ruleId, version, reason }, 'refused', context);
    },

    async withdraw({ ruleId, version, reason }, context) {
      require(ruleId, version);
      return step({ ruleId, version, reason }, 'withdrawn', context);
    },

    async allow({ connectionId, isAllowed }, context) {
      if (!deps.idsIn(null).includes(connectionId)) throw refused('NOT_FOUND', 'noConnection');
      await shelf.allow(connectionId, isAllowed);
      context.describe({ target: connectionId, summary: `conversion at replay: ${isAllowed ? 'allowed' : 'off'}` });
      await changed();
      return { done: true };
    },

    forMessage({ ref }) {
      const connection = deps.engines.find(ref.connectionId)?.connection;
      const items = shown().filter(
        (rule) => rule.state === 'active' && rule.connectionId === ref.connectionId && rule.channelId === ref.channelId,
      );
      return Promise.resolve({ items, isAllowed: connection !== undefined && shelf.isAllowed(connection) });
    },

    export({ format }, context) {
      const all = shown();
      const used = all.filter(({ state }) => state === 'active');
      const listed = format === 'csv' ? all : used;
      const write = { csv: writeRulesCsv, 'concept-map': writeRulesConceptMap, 'pseudo-code': writeRulesPseudoCode };
      context.describe({ summary: `rules: ${listed.length}; format: ${format}` });
      return Promise.resolve({ text: write[format](listed), count: listed.length });
    },
  };
}

/** The same for every version: what the rule is about. */
function ruleIdOf(about: readonly (string | null)[]): string {
  return `UR-${createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 12).toUpperCase()}`;
}

function refused(
  code: 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN' | 'BAD_INPUT',
  key: string,
  params: Record<string, string | number> = {},
): AppError {
  return new AppError(code, `This rule is not possible (${key}).`, { messageKey: `rules.refused.${key}`, params });
}
