import { refuseConversion } from '../../src-main/platform/unit-conversion/conversion-plan.ts';
import type { MessageDeps } from '../../src-main/services/message/message-deps.ts';
import type { ReplayDeps } from '../../src-main/services/replay/replay-deps.ts';

/** A site without rules of conversion: each that is asked for is refused, and no edit needs one to stand. */
export const noRules: Pick<MessageDeps, 'convert'> & Pick<ReplayDeps, 'requireStanding'> = {
  convert: async () => ({ kind: 'converted', outcome: refuseConversion('noRule') }),
  requireStanding: () => undefined,
};
