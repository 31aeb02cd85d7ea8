import { Button, Checkbox, Group, Modal, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { acceptanceOf } from '../../../src-shared/domain/replay.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import type { TextKey } from '../../locales/text-key.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { Consent, useConsent } from './consent.tsx';
import { HazardList, needsAcceptance } from './hazard-list.tsx';
import { IntroducedErrors, isAccepted, noErrorsAccepted } from './introduced-errors.tsx';
import classes from './replay.module.css';
import { ReplayOutcome } from './replay-outcome.tsx';
import { ReplayRoute } from './replay-route.tsx';
import { whatIsMissing } from './what-is-missing.ts';

type ReplayDialogProps = {
  messageRef: MessageRef;
  edit: InputOf<'replay.plan'>['edit'];
  environment: Environment;
  /** Channel and control id: which message this is about. */
  messageName: string;
  /** The reason as it stands there at first. */
  startReason?: string;
  /** The message has left, whatever became of it. */
  onSent?: (reason: string) => void;
  onClose: () => void;
};

/** Plan, decide, send, see what became of it: one message. The safe button has the focus. */
export function ReplayDialog(props: ReplayDialogProps) {
  useReturnFocus();
  const text = useText();
  const [replayId, setReplayId] = useState<string | null>(null);
  const [destinationIds, setDestinationIds] = useState<string[] | null>(null);
  const [targetConnectionId, setTarget] = useState<string | null>(null);
  const plan = useContractQuery(
    'replay.plan',
    {
      ref: props.messageRef,
      edit: props.edit,
      destinationIds: destinationIds?.length ? destinationIds : null,
      targetConnectionId,
    },
    { enabled: replayId === null, keepPrevious: true, isFresh: true },
  );
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="lg"
      title={text(props.edit ? 'replay.plan.titleEdited' : 'replay.plan.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={false}
    >
      {replayId === null ? (
        <QueryView query={plan}>
          {(answer) => (
            <Decision
              {...props}
              plan={answer}
              isPlanning={plan.isPlaceholderData}
              target={targetConnectionId}
              onTarget={(connectionId) => {
                setTarget(connectionId);
                setDestinationIds(null);
              }}
              chosen={destinationIds}
              onChosen={setDestinationIds}
              onStarted={(id, reason) => {
                setReplayId(id);
                props.onSent?.(reason);
              }}
              onLookAgain={() => void plan.refetch()}
            />
          )}
        </QueryView>
      ) : (
        <ReplayOutcome replayId={replayId} onClose={props.onClose} takesFocus />
      )}
    </Modal>
  );
}

type DecisionProps = Omit<ReplayDialogProps, 'onSent'> & {
  plan: OutputOf<'replay.plan'>;
  /** The plan shown is the one before the last choice. */
  isPlanning: boolean;
  /** The connection it is to go over past the engine; null = through the engine. */
  target: string | null;
  onTarget: (connectionId: string | null) => void;
  /** Null while the person has left the choice as it was proposed. */
  chosen: string[] | null;
  onChosen: (destinationIds: string[]) => void;
  onStarted: (replayId: string, reason: string) => void;
  onLookAgain: () => void;
};

function Decision({ messageRef, edit, environment, messageName, onClose, plan, onStarted, ...choice }: DecisionProps) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const start = useContractCommand('replay.start', ['failures.list', 'message.get']);
  const { requestId, renewAfter } = useRequestId();
  const cancel = useRef<HTMLButtonElement>(null);
  const [reason, setReason] = useState(choice.startReason ?? '');
  const proposed = plan.destinations.filter((each) => each.isPreselected).map((each) => each.connectorId);
  const chosen = choice.chosen ?? proposed;
  const toAccept = plan.hazards.filter(needsAcceptance);
  // What was let through holds for these very hazards; another choice of destinations may bring others.
  const hazardsShown = JSON.stringify(toAccept);
  const [acceptedHazards, setAcceptedHazards] = useState<string | null>(null);
  const accepted = acceptedHazards === hazardsShown;
  const [errorsAccepted, setErrorsAccepted] = useState(noErrorsAccepted);
  const needsErrors = plan.introducedErrors > 0 || !plan.isJudged;
  const missing = whatIsMissing({
    isPlanning: choice.isPlanning,
    hasDestination: chosen.length > 0,
    hasReason: reason.trim().length >= 3,
    hasHazards: accepted || toAccept.length === 0,
    hasErrors: !needsErrors || isAccepted(errorsAccepted),
  });
  const targets = plan.destinations.filter((each) => chosen.includes(each.connectorId));

  const wish = {
    ref: messageRef,
    destinationIds: chosen.length === plan.destinations.length ? null : chosen,
    targetConnectionId: choice.target,
    bodyHash: plan.bodyHash,
  };
  const consent = useConsent(plan, wish, edit !== null);
  const { isBlocked } = consent;

  // The plan comes after the dialog has opened, so that the dialog itself cannot put the focus on the safe button.
  useEffect(() => cancel.current?.focus(), []);

  const send = (): void =>
    start.mutate(
      {
        ...wish,
        edit,
        requestId,
        reason: reason.trim(),
        ...consent.given,
        acceptedHazards: toAccept.map(acceptanceOf),
        acceptedErrors: needsErrors ? { reason: errorsAccepted.reason.trim() } : null,
      },
      {
        onSuccess: (answer) => onStarted(answer.replay.replayId, reason.trim()),
        onError: (error) => {
          renewAfter(error);
          choice.onLookAgain();
        },
      },
    );

  return (
    <div className={classes.dialog}>
      <div className={classes.facts}>
        <strong>{text('replay.plan.environment', { environment: text(`environment.${environment}`) })}</strong>
        <span>{messageName}</span>
        <span>{text('replay.plan.size', { size: format.bytes(plan.sizeBytes), hash: plan.bodyHash.slice(0, 8) })}</span>
      </div>
      <ReplayRoute environment={environment} messageRef={messageRef} value={choice.target} onChange={choice.onTarget} />
      <HazardList hazards={plan.hazards} />
      <Consent consent={consent} />
      {isBlocked ? (
        <p role="alert">{text('replay.plan.blocked')}</p>
      ) : (
        <>
          {needsErrors ? (
            <IntroducedErrors plan={plan} accepted={errorsAccepted} onAccepted={setErrorsAccepted} />
          ) : null}
          {consent.isFree && choice.target === null ? (
            <Destinations plan={plan} chosen={chosen} onChosen={choice.onChosen} />
          ) : null}
          <Textarea
            label={text(choice.target === null ? 'replay.plan.reason' : 'replay.plan.reason.past')}
            autosize
            minRows={2}
            maxLength={500}
            required
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {toAccept.length > 0 ? (
            <Checkbox
              size="xs"
              label={text('replay.plan.accept')}
              checked={accepted}
              onChange={(event) => setAcceptedHazards(event.currentTarget.checked ? hazardsShown : null)}
            />
          ) : null}
        </>
      )}
      <Missing missing={isBlocked ? null : missing} />
      {start.error ? <p role="alert">{errorText(start.error.shape).title}</p> : null}
      <Group justify="flex-end" gap="xs">
        <Button ref={cancel} variant="default" onClick={onClose}>
          {text(isBlocked ? 'replay.close' : 'replay.plan.cancel')}
        </Button>
        {isBlocked ? null : (
          <Button
            disabled={missing !== null}
            {...(missing === null ? {} : { 'aria-describedby': 'replay-missing' })}
            loading={start.isPending}
            onClick={send}
          >
            {text('replay.plan.send', { count: Math.max(1, chosen.length), target: targets[0]?.name ?? '' })}
          </Button>
        )}
      </Group>
    </div>
  );
}

function Missing({ missing }: { missing: TextKey | null }) {
  const text = useText();
  if (missing === null) return null;
  return (
    <p id="replay-missing" className={classes.missing}>
      {text(missing)}
    </p>
  );
}

type DestinationsProps = { plan: OutputOf<'replay.plan'>; chosen: string[]; onChosen: (chosen: string[]) => void };

function Destinations({ plan, chosen, onChosen }: DestinationsProps) {
  const text = useText();
  return (
    <Checkbox.Group
      label={text('replay.plan.destinations')}
      value={chosen}
      onChange={onChosen}
      error={chosen.length === 0 ? text('replay.plan.noDestination') : null}
    >
      <div className={classes.destinations}>
        {plan.destinations.map((each) => (
          <Checkbox
            key={each.connectorId}
            size="xs"
            value={each.connectorId}
            label={[each.name, each.target, each.isMissing ? text('replay.plan.missing') : null]
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}
