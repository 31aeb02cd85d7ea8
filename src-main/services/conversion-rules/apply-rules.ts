import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { RunningEngines } from '../../engines/running-engines.ts';
import {
  type ConversionRefused,
  type ConvertedPlan,
  refuseConversion,
  type StandingRule,
} from '../../platform/unit-conversion/conversion-plan.ts';
import type { RuleShelf } from './rule-shelf.ts';

type ConvertPlan = Extract<EditPlan, { kind: 'convert' }>;

export type ApplyDeps = {
  shelf: RuleShelf;
  engines: Pick<RunningEngines, 'find'>;
  siteOf: (place: { connectionId: string; channelId: string }) => SiteUnits;
  now: () => number;
};

/** Applies rules to a body, each time by what stands at that moment. */
export function createRuleApplier({ shelf, engines, siteOf, now }: ApplyDeps) {
  /** The rules asked for as they stand now, or why one of them may not be applied to this message. */
  function stand(ref: MessageRef, plan: ConvertPlan): StandingRule[] | ConversionRefused {
    const connection = engines.find(ref.connectionId)?.connection;
    if (connection === undefined || !shelf.isAllowed(connection)) return refuseConversion('notAllowed');
    const standing: StandingRule[] = [];
    for (const { ruleId, version } of plan.rules) {
      const rule = shelf.all().find((each) => each.ruleId === ruleId && each.version === version);
      const isHere = rule?.connectionId === ref.connectionId && rule.channelId === ref.channelId;
      if (rule === undefined || !isHere) return refuseConversion('noRule');
      if (rule.approved === null || shelf.stateOf(rule, now()) !== 'active') return refuseConversion('notValid');
      standing.push({ rule, approver: rule.approved.person.name });
    }
    return standing;
  }

  return {
    async convert(ref: MessageRef, body: Body, plan: ConvertPlan): Promise<ConvertedPlan> {
      const standing = stand(ref, plan);
      if (!Array.isArray(standing)) return { kind: 'converted', outcome: standing };
      const { convertBody } = await import('../../platform/unit-conversion/convert-body.ts');
      const { loadUnitJudge } = await import('../../platform/units/unit-judge.ts');
      const { judge } = await loadUnitJudge(siteOf(ref));
      return { kind: 'converted', outcome: convertBody(body, standing, judge) };
    },

    /** Directly before a message leaves. @throws AppError CONFLICT when a rule does not stand any more */
    requireStanding(ref: MessageRef, edit: EditPlan | null): void {
      const standing = edit?.kind === 'convert' ? stand(ref, edit) : [];
      if (Array.isArray(standing)) return;
      const { refusalKey, refusalParams } = standing;
      throw new AppError('CONFLICT', 'The rule does not stand any more.', {
        messageKey: refusalKey,
        params: refusalParams,
      });
    },
  };
}

export type RuleApplier = ReturnType<typeof createRuleApplier>;
