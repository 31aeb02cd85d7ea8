import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { useContractQuery } from '../../bridge/hooks.ts';
import type { Sending } from '../../features/edit-many/sending.ts';
import { Reveal } from '../../features/message/reveal.tsx';
import { ReplayDialog } from '../../features/replay/replay-dialog.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { messageAddress } from './message-address.ts';

const EditManyPage = lazy(async () => ({
  default: (await import('../../features/edit-many/edit-many-page.tsx')).EditManyPage,
}));

/** The same edit on many messages, and the dialog that sends one of them; loaded when first opened. */
export function EditManyRoute() {
  const [, navigate] = useLocation();
  return (
    <Suspense fallback={<StateView kind="loading" />}>
      <EditManyPage
        sendDialog={(sending) => <SendOne {...sending} />}
        reveal={(ref, revealedUntil) => <Reveal messageRef={ref} revealedUntil={revealedUntil} />}
        onOpenMessage={(ref) => navigate(`/failures/${messageAddress(ref)}`)}
        onLeave={() => navigate('/failures')}
      />
    </Suspense>
  );
}

function SendOne({ ref, steps, name, startReason, onClose }: Sending) {
  const connections = useContractQuery('connections.list', {});
  const [sentFor, setSentFor] = useState<string | null>(null);
  return (
    <ReplayDialog
      messageRef={ref}
      edit={{ kind: 'steps', steps }}
      environment={connections.data?.environment ?? 'PRODUCTION'}
      messageName={name}
      startReason={startReason}
      onSent={setSentFor}
      onClose={() => onClose(sentFor)}
    />
  );
}
