import { useLocation, useParams } from 'wouter';
import { WaitingPage } from '../../features/waiting/waiting-page.tsx';
import { FailureMessage } from './failure-message.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';

type Params = { receiverId?: string; connectionId?: string; channelId?: string; nativeId?: string; mode?: string };
const waitingAddress = '/waiting';

/** What waits, the receiver chosen, and the message open from it; each has its address. */
export function WaitingRoute() {
  const params = useParams<Params>();
  const [, navigate] = useLocation();
  const ref = messageRefOf(params);
  const receiverId = params.receiverId === undefined ? null : decoded(params.receiverId);
  const addressOf = (id: string | null) =>
    id === null ? waitingAddress : `${waitingAddress}/${encodeURIComponent(id)}`;
  const here = addressOf(receiverId);
  return (
    <WaitingPage
      receiverId={receiverId}
      onReceiver={(id) => navigate(addressOf(id))}
      onOpen={(message) => navigate(`${here}/${messageAddress(message)}`)}
      onBack={() => navigate(here)}
      detail={
        ref ? (
          <FailureMessage
            messageRef={ref}
            mode={params.mode}
            below={here}
            neighbours={{ next: null, previous: null }}
          />
        ) : null
      }
    />
  );
}

/** The router leaves what separates the parts of an address as it is written, and a receiver's port stands behind a colon. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
