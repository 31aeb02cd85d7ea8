import { useState } from 'react';
import { Redirect, useLocation, useParams } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { FailuresPage } from '../../features/failures/failures-page.tsx';
import { useFailureView } from '../../features/failures/use-failure-view.ts';
import { FailureActions } from './failure-actions.tsx';
import { FailureMessage } from './failure-message.tsx';
import { FailureViewSwitch } from './failure-view-switch.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';

/** The failure list with the message open beside it; each has its address. Whoever last looked by cause comes there instead. */
export function FailuresRoute() {
  const params = useParams<{ connectionId?: string; channelId?: string; nativeId?: string; mode?: string }>();
  const [, navigate] = useLocation();
  const [view] = useFailureView();
  const sent: unknown = useHistoryState();
  const searchText = isSearch(sent) ? sent.text : null;
  const ref = messageRefOf(params);
  // Decided on arrival: a message or a search opened here leads back to this list.
  const [isElsewhere] = useState(view === 'causes' && ref === null && searchText === null);
  if (isElsewhere) return <Redirect to="/failures/groups" replace />;
  return (
    <FailuresPage
      openId={ref ? failureIdOf(ref) : null}
      searchText={searchText}
      onOpen={(failure) => navigate(failure ? `/failures/${messageAddress(failure)}` : '/failures')}
      selectionActions={(chosen) => <FailureActions chosen={chosen} />}
      viewSwitch={<FailureViewSwitch view="messages" />}
      isDetailWhole={params.mode === 'edit'}
      detail={
        ref
          ? (neighbours) => (
              <FailureMessage messageRef={ref} mode={params.mode} below="/failures" neighbours={neighbours} />
            )
          : null
      }
    />
  );
}

/** Search text travels beside the address, never in it: it may name a patient. */
function isSearch(state: unknown): state is { text: string } {
  return typeof state === 'object' && state !== null && 'text' in state && typeof state.text === 'string';
}
