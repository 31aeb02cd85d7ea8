import { useLocation } from 'wouter';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { Neighbours } from '../../features/failures/failures-page.tsx';
import { LazyMessagePanel } from './lazy-message-panel.tsx';
import { messageAddress } from './message-address.ts';
import { useNavigateInList } from './use-navigate-in-list.ts';

type FailureMessageProps = {
  messageRef: MessageRef;
  mode: string | undefined;
  /** The address of the list it is open from, which its own continues. */
  below: string;
  neighbours: Neighbours;
};

/** The failed message open beside a list. */
export function FailureMessage({ messageRef, mode, below, neighbours }: FailureMessageProps) {
  const navigate = useNavigateInList();
  const [, leave] = useLocation();
  const address = `${below}/${messageAddress(messageRef)}`;
  return (
    <LazyMessagePanel
      key={failureIdOf(messageRef)}
      messageRef={messageRef}
      isEditing={mode === 'edit'}
      onEditing={(isEditing) => navigate(isEditing ? `${address}/edit` : address)}
      onReplayOpen={(replayId) => leave(`/replays/${replayId}`)}
      neighbours={neighbours}
      onClose={() => navigate(below)}
    />
  );
}
