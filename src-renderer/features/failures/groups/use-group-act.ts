import type { InputOf } from '../../../../src-shared/contract/index.ts';
import type { GroupAct } from '../../../../src-shared/domain/failure-group.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { newRequestId } from '../../../bridge/request-id.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useText } from '../../../locales/use-text.ts';
import { useTell } from '../../../ui/use-tell.ts';
import type { GroupView } from './group-view.ts';

export type GroupDecision = { act: GroupAct } & Partial<Pick<InputOf<'groups.act'>, 'owner' | 'until' | 'text'>>;

/** Decides for groups by what the person sees of them now; says so when it is done. */
export function useGroupAct(): {
  isBusy: boolean;
  act: (groups: readonly GroupView[], decision: GroupDecision, onDone?: () => void) => void;
} {
  const text = useText();
  const tell = useTell();
  const command = useContractCommand('groups.act', ['groups.list', 'groups.get']);
  const reportError = useReportError();
  return {
    isBusy: command.isPending,
    act(groups, { act, owner = null, until = null, text: words = null }, onDone) {
      const seen = groups.map(({ groupId, open, lastAt }) => ({ groupId, openThen: open, newestThen: lastAt }));
      if (seen.length === 0) return;
      command.mutate(
        { requestId: newRequestId(), act, groups: seen, owner, until, text: words },
        {
          onError: reportError,
          onSuccess: () => {
            tell(text('groups.act.done', { act: text(`groups.done.${act}`), count: seen.length }));
            onDone?.();
          },
        },
      );
    },
  };
}
