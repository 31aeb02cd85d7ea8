import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconExternalLink, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { NotPermitted } from '../../bridge/not-permitted.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useOpenWindow } from '../../bridge/use-open-window.ts';
import { FailureDecisions } from '../../features/failures/handling/failure-decisions.tsx';
import { compareAddress } from '../../features/message/compare-address.ts';
import { ConvertButton } from '../../features/message/convert-button.tsx';
import { EditView } from '../../features/message/edit/edit-view.tsx';
import { MessageView } from '../../features/message/message-view.tsx';
import { ReplayDialog } from '../../features/replay/replay-dialog.tsx';
import { ReplayHistory } from '../../features/replay/replay-history.tsx';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { messageAddress } from './message-address.ts';

type Neighbours = { next: (() => void) | null; previous: (() => void) | null };

type MessagePanelProps = {
  messageRef: MessageRef;
  isEditing: boolean;
  onEditing: (isEditing: boolean) => void;
  onReplayOpen: (replayId: string) => void;
  neighbours: Neighbours;
  onClose: (() => void) | null;
};

/** Reading, editing and replaying one message, joined: the features know nothing of each other. */
export function MessagePanel({
  messageRef,
  isEditing,
  onEditing,
  onReplayOpen,
  neighbours,
  onClose,
}: MessagePanelProps) {
  const text = useText();
  const [, navigate] = useLocation();
  const connections = useContractQuery('connections.list', {});
  const message = useContractQuery('message.get', { ref: messageRef });
  const [replaying, setReplaying] = useState<{ edit: InputOf<'replay.plan'>['edit'] } | null>(null);
  const [sentPlan, setSentPlan] = useState<InputOf<'replay.plan'>['edit']>(null);
  const may = useMay();
  const waitingFor = message.data ? waitingDestinations(message.data.connectors) : [];
  const isOurs = message.data !== undefined && waitingFor.length === 0;
  const canEdit = isOurs && may('message.previewEdit');
  const canReplay = isOurs && may('replay.start');
  const edit = () => onEditing(true);
  const replay = () => setReplaying({ edit: null });
  useKeys([
    ...(canEdit && !isEditing ? [{ keys: 'e', label: text('message.edit'), run: edit }] : []),
    ...(canReplay && !isEditing ? [{ keys: 'r', label: text('message.replay'), run: replay }] : []),
  ]);
  const history = (
    <>
      <FailureDecisions failureId={failureIdOf(messageRef)} />
      <ReplayHistory messageRef={messageRef} onOpen={onReplayOpen} />
    </>
  );
  return (
    <>
      {isEditing && !may('message.previewEdit') ? (
        <NotPermitted name="message.previewEdit" />
      ) : isEditing && waitingFor.length === 0 ? (
        <EditView
          key={messageAddress(messageRef)}
          messageRef={messageRef}
          onClose={() => onEditing(false)}
          onReplay={(plan) => setReplaying({ edit: plan })}
          sentPlan={sentPlan}
        />
      ) : (
        <MessageView
          messageRef={messageRef}
          history={history}
          notice={waitingFor.length > 0 ? text('waiting.auto', { receiver: waitingFor.join(', ') }) : null}
          navigation={<Navigation messageRef={messageRef} neighbours={neighbours} onClose={onClose} />}
          actions={<Conversion isPossible={canEdit && canReplay} messageRef={messageRef} onReplay={setReplaying} />}
          onEdit={canEdit ? edit : null}
          onReplay={canReplay ? replay : null}
          onCompare={(a, b) => navigate(compareAddress(a, b))}
        />
      )}
      {replaying ? (
        <ReplayDialog
          messageRef={messageRef}
          edit={replaying.edit}
          environment={connections.data?.environment ?? 'PRODUCTION'}
          messageName={[message.data?.channelName, message.data?.header.messageControlId].filter(Boolean).join(' · ')}
          onSent={() => setSentPlan(replaying.edit)}
          onClose={() => setReplaying(null)}
        />
      ) : null}
    </>
  );
}

type ConversionProps = {
  isPossible: boolean;
  messageRef: MessageRef;
  onReplay: (replaying: { edit: InputOf<'replay.plan'>['edit'] }) => void;
};

function Conversion({ isPossible, messageRef, onReplay }: ConversionProps) {
  const may = useMay();
  if (!isPossible || !may('rules.forMessage')) return null;
  return <ConvertButton messageRef={messageRef} onReplay={(edit) => onReplay({ edit })} />;
}

type Connectors = OutputOf<'message.get'>['connectors'];

/** Destinations that the engine will serve by itself, when nothing else is wrong with the message: then there is nothing to send again. */
function waitingDestinations(connectors: Connectors): string[] {
  if (connectors.some(({ state }) => state === 'errored')) return [];
  return connectors
    .filter(({ role, state }) => role === 'destination' && (state === 'queued' || state === 'pending'))
    .map(({ name }) => name);
}

type NavigationProps = { messageRef: MessageRef; neighbours: Neighbours; onClose: (() => void) | null };

function Navigation({ messageRef, neighbours, onClose }: NavigationProps): ReactNode {
  const text = useText();
  const openWindow = useOpenWindow();
  return (
    <>
      <ActionIcon
        variant="subtle"
        aria-label={text('message.previous')}
        disabled={!neighbours.previous}
        onClick={() => neighbours.previous?.()}
      >
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        aria-label={text('message.next')}
        disabled={!neighbours.next}
        onClick={() => neighbours.next?.()}
      >
        <IconChevronDown size={16} />
      </ActionIcon>
      {onClose ? (
        <>
          <ActionIcon
            variant="subtle"
            aria-label={text('message.openWindow')}
            onClick={() => openWindow.mutate(`/message/${messageAddress(messageRef)}`)}
          >
            <IconExternalLink size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label={text('message.close')} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </>
      ) : null}
    </>
  );
}
