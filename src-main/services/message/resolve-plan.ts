import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import type { Body, MessageRef } from '../../../src-shared/domain/message.ts';
import type { ConvertedPlan } from '../../platform/unit-conversion/conversion-plan.ts';
import type { AppliedPlan } from './preview-edit.ts';

/** Converts a body by rules, as they stand at this moment. */
export type ConvertByRules = (
  ref: MessageRef,
  body: Body,
  plan: Extract<EditPlan, { kind: 'convert' }>,
) => Promise<ConvertedPlan>;

/** The plan as it can be applied: what rules ask for is made by the core. */
export async function resolvePlan(
  plan: EditPlan,
  { ref, body, convert }: { ref: MessageRef; body: Body; convert: ConvertByRules },
): Promise<AppliedPlan> {
  if (plan.kind !== 'convert') return plan;
  return convert(ref, body, plan);
}
