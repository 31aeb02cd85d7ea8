import { Button, Textarea, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { Approval } from '../../../../src-shared/domain/approval.ts';
import type { RunSettings } from '../../../../src-shared/domain/replay-run.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';
import { EnvironmentWord } from '../../../widgets/environment-word.tsx';
import type { RunView } from '../run-view.ts';
import classes from '../runs.module.css';
import type { SecondPersonNeed } from './second-person.tsx';

type StartRunProps = {
  view: RunView;
  settings: RunSettings;
  need: SecondPersonNeed | null;
  /** Why it cannot wait for a second person; null = it can. */
  emergency: string | null;
  /** The hazards are still being looked for. */
  isLooking: boolean;
};

const shortestReason = 3;
/** From so many on the number is typed. */
const typedFrom = 50;

/** Why, and the button that says how many go where; asked once more before anything leaves. */
export function StartRun({ view, settings, need, emergency, isLooking }: StartRunProps) {
  const text = useText();
  const format = useFormat();
  const [reason, setReason] = useState('');
  const [isAsking, setAsking] = useState(false);
  const granted = need?.latest?.state === 'granted' ? need.latest : null;
  const waiting = granted === null ? view.counts.waiting : view.counts.waiting + (need?.joining ?? 0);
  const missing =
    waiting === 0
      ? text('runs.start.nothing')
      : isLooking
        ? text('runs.start.looking')
        : reason.trim().length < shortestReason
          ? text('replay.missing.reason')
          : null;
  return (
    <section className={classes.start} aria-label={text('runs.start')}>
      <Textarea
        size="xs"
        label={text('replay.plan.reason')}
        description={text('ui.reasonHint')}
        autosize
        minRows={2}
        maxRows={4}
        maxLength={500}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {missing === null ? null : (
        <p id="run-start-missing" className="dim small">
          {missing}
        </p>
      )}
      <Button
        leftSection={<IconSend size={15} aria-hidden />}
        disabled={missing !== null}
        {...(missing === null ? {} : { 'aria-describedby': 'run-start-missing' })}
        onClick={() => setAsking(true)}
      >
        {text(isLater(settings) ? 'runs.start.later' : 'runs.start.send', {
          count: waiting,
          number: format.number(waiting),
        })}
      </Button>
      {isAsking ? (
        <AskStart
          view={view}
          settings={settings}
          reason={reason.trim()}
          waiting={waiting}
          granted={granted}
          emergency={emergency?.trim() || null}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

function isLater({ startsAt, whenBack }: RunSettings): boolean {
  return startsAt !== null || whenBack;
}

type AskStartProps = {
  view: RunView;
  settings: RunSettings;
  reason: string;
  waiting: number;
  granted: Approval | null;
  emergency: string | null;
  onClose: () => void;
};

function AskStart({ view, settings, reason, waiting, granted, emergency, onClose }: AskStartProps) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const { data } = useContractQuery('connections.list', {});
  const start = useContractCommand('runs.start', ['runs.get', 'runs.items', 'runs.list']);
  const { requestId, renewAfter } = useRequestId();
  const [typed, setTyped] = useState('');
  const number = format.number(waiting);
  const needsTyping = waiting >= typedFrom;
  const channels = [...new Set(view.run.facts.places.map(({ channelName }) => channelName))];
  const send = (): void => {
    if (start.isPending || start.isSuccess) return;
    const consent = granted === null ? {} : { approvalId: granted.approvalId };
    const alone = granted === null && emergency !== null ? { emergency } : {};
    start.mutate(
      { requestId, runId: view.run.runId, settings, reason, ...consent, ...alone },
      { onSuccess: onClose, onError: renewAfter },
    );
  };
  return (
    <ConfirmDialog
      title={text('runs.start.title')}
      confirmLabel={text(isLater(settings) ? 'runs.start.later' : 'runs.start.send', {
        count: waiting,
        number,
      })}
      isComplete={!needsTyping || typed.replaceAll(/\D/g, '') === String(waiting)}
      isBusy={start.isPending}
      onConfirm={send}
      onClose={onClose}
    >
      <p>
        {data ? <EnvironmentWord environment={data.environment} /> : null}{' '}
        {text('runs.start.what', { count: waiting, number })}
      </p>
      {settings.startsAt === null ? null : (
        <p>
          <strong>{text('runs.start.at', { time: format.time(settings.startsAt) })}</strong>
        </p>
      )}
      {settings.whenBack ? (
        <p>
          <strong>{text('runs.start.whenBack')}</strong>
        </p>
      ) : null}
      {granted === null ? null : <p>{text('approvals.withIt', { person: granted.decidedBy?.name ?? '–' })}</p>}
      {channels.length > 0 ? <p>{text('runs.start.to', { names: channels.slice(0, 8).join(', ') })}</p> : null}
      <p className="dim">
        {settings.testCount > 0
          ? text(settings.pausesAfterTest ? 'runs.start.testThenPause' : 'runs.start.testThenRest', {
              count: settings.testCount,
            })
          : text('runs.start.noTest')}
      </p>
      {needsTyping ? (
        <TextInput
          label={text('runs.start.type', { number })}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      {start.error ? <p role="alert">{errorText(start.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
