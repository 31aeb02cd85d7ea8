import { useState } from 'react';
import { Redirect, useParams } from 'wouter';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { useAddressChoice } from '../../bridge/use-address-choice.ts';
import { failureAddress } from '../../features/failures/failure-filter.ts';
import { FailuresPage } from '../../features/failures/failures-page.tsx';
import { useFailureView } from '../../features/failures/use-failure-view.ts';
import { ViewsMenu } from '../../features/views/views-menu.tsx';
import { useText } from '../../locales/use-text.ts';
import { useAddressQuery } from '../../ui/address/hash-location.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { FailureActions } from './failure-actions.tsx';
import { FailureMessage } from './failure-message.tsx';
import { FailureViewSwitch } from './failure-view-switch.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';
import { useNavigateInList } from './use-navigate-in-list.ts';

/** The failure list with the message open beside it; filter and message have their address. Whoever last looked by cause comes there instead. */
export function FailuresRoute() {
  const text = useText();
  const params = useParams<{ connectionId?: string; channelId?: string; nativeId?: string; mode?: string }>();
  const navigate = useNavigateInList();
  const { query } = useAddressQuery();
  const address = useAddressChoice(failureAddress);
  const [view] = useFailureView();
  const ref = messageRefOf(params);
  // Decided on arrival: a message or a filter opened here leads back to this list.
  const [isElsewhere] = useState(view === 'causes' && ref === null && query === '');
  if (isElsewhere) return <Redirect to="/failures/groups" replace />;
  if (!address.isReady)
    return (
      <Page title={text('failures.title')} covers={text('failures.covers')}>
        <StateView kind="loading" />
      </Page>
    );
  return (
    <FailuresPage
      openId={ref ? failureIdOf(ref) : null}
      address={address}
      onOpen={(failure) => navigate(failure ? `/failures/${messageAddress(failure)}` : '/failures')}
      selectionActions={(chosen, listed) => <FailureActions chosen={chosen} listed={listed} />}
      viewSwitch={
        <>
          <ViewsMenu place="failures" filter={address.filter} viewId={address.viewId} address={address.address} />
          <FailureViewSwitch view="messages" />
        </>
      }
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
