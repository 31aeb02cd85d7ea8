import { useLocation, useParams } from 'wouter';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { MessagesPage } from '../../features/messages/messages-page.tsx';
import { FailureMessage } from './failure-message.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';

/** All messages with the one open beside the list; each has its address. */
export function MessagesRoute() {
  const params = useParams<{ connectionId?: string; channelId?: string; nativeId?: string; mode?: string }>();
  const [, navigate] = useLocation();
  const ref = messageRefOf(params);
  return (
    <MessagesPage
      openId={ref ? failureIdOf(ref) : null}
      onOpen={(message) => navigate(message ? `/messages/${messageAddress(message)}` : '/messages')}
      onReconcile={() => navigate('/reconcile')}
      detail={
        ref ? (
          <FailureMessage
            messageRef={ref}
            mode={params.mode}
            below="/messages"
            neighbours={{ next: null, previous: null }}
          />
        ) : null
      }
    />
  );
}
