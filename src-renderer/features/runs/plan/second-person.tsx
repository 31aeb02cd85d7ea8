import { Checkbox, Textarea } from '@mantine/core';
import type { Approval } from '../../../../src-shared/domain/approval.ts';
import type { RunSettings } from '../../../../src-shared/domain/replay-run.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { AskSecondPerson } from '../../../widgets/ask-second-person.tsx';
import type { RunView } from '../run-view.ts';
import classes from '../runs.module.css';

/** What of a plan one person may not start alone, and the newest question about it. */
export type SecondPersonNeed = { joining: number; isMany: boolean; limit: number; latest: Approval | null };

/** Null where one person is enough, or it is not known yet; the core decides in any case. */
export function useSecondPersonNeed({ run, counts, leftOut }: RunView): SecondPersonNeed | null {
  const policy = useContractQuery('approvals.policy', {});
  const connections = useContractQuery('connections.list', {});
  const asked = useContractQuery('approvals.list', { open: false, runId: run.runId, ref: null });
  if (!policy.data) return null;
  const limit = policy.data.approvalOver;
  const joining = leftOut
    .filter(({ key }) => key === 'run.leftOut.classSecondPerson')
    .reduce((sum, { count }) => sum + count, 0);
  const isMany = connections.data?.environment === 'PRODUCTION' && counts.waiting > limit;
  return joining === 0 && !isMany ? null : { joining, isMany, limit, latest: asked.data?.items[0] ?? null };
}

/** The settings that a second person has agreed to, null = nobody has. */
export function agreedSettings(need: SecondPersonNeed | null): RunSettings | null {
  const { latest = null } = need ?? {};
  return latest?.state === 'granted' && latest.subject.kind === 'run' ? latest.subject.settings : null;
}

type SecondPersonProps = {
  view: RunView;
  settings: RunSettings;
  need: SecondPersonNeed;
  /** Why it cannot wait; null = it can. */
  emergency: string | null;
  onEmergency: (why: string | null) => void;
};

export function SecondPerson({ view, settings, need, emergency, onEmergency }: SecondPersonProps) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const ask = useContractCommand('approvals.askRun', ['approvals.list']);
  const { requestId, renewAfter, renew } = useRequestId();
  const { joining, isMany, limit, latest } = need;
  return (
    <section className={classes.start} aria-label={text('approvals.panel')}>
      <h2>{text('approvals.panel')}</h2>
      {joining > 0 ? <p>{text('approvals.needs.class', { count: joining, number: format.number(joining) })}</p> : null}
      {isMany ? <p>{text('approvals.needs.many', { limit: format.number(limit) })}</p> : null}
      <AskSecondPerson
        latest={latest}
        isBusy={ask.isPending}
        error={ask.error ? errorText(ask.error.shape).title : null}
        onAsk={(reason) =>
          ask.mutate({ requestId, runId: view.run.runId, settings, reason }, { onSuccess: renew, onError: renewAfter })
        }
      />
      {isMany && latest?.state !== 'granted' ? (
        <Checkbox
          size="xs"
          label={text('approvals.emergency')}
          description={text('approvals.emergency.hint')}
          checked={emergency !== null}
          onChange={(event) => onEmergency(event.currentTarget.checked ? '' : null)}
        />
      ) : null}
      {emergency === null ? null : (
        <Textarea
          size="xs"
          label={text('approvals.emergency.why')}
          autosize
          minRows={2}
          maxLength={500}
          required
          value={emergency}
          onChange={(event) => onEmergency(event.currentTarget.value)}
        />
      )}
    </section>
  );
}
