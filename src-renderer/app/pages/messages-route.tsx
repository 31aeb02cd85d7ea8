import { useLocation, useParams } from 'wouter';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { useAddressChoice } from '../../bridge/use-address-choice.ts';
import { messageChoiceAddress } from '../../features/messages/message-filter-bar.tsx';
import { MessagesPage } from '../../features/messages/messages-page.tsx';
import { ViewsMenu } from '../../features/views/views-menu.tsx';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { FailureMessage } from './failure-message.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';
import { useNavigateInList } from './use-navigate-in-list.ts';

/** All messages with the one open beside the list; filter and message have their address. */
export function MessagesRoute() {
  const text = useText();
  const params = useParams<{ connectionId?: string; channelId?: string; nativeId?: string; mode?: string }>();
  const [, leave] = useLocation();
  const navigate = useNavigateInList();
  const address = useAddressChoice(messageChoiceAddress);
  const ref = messageRefOf(params);
  if (!address.isReady)
    return (
      <Page title={text('messages.title')} covers={text('messages.covers')}>
        <StateView kind="loading" />
      </Page>
    );
  return (
    <MessagesPage
      openId={ref ? failureIdOf(ref) : null}
      address={address}
      onOpen={(message) => navigate(message ? `/messages/${messageAddress(message)}` : '/messages')}
      views={<ViewsMenu place="messages" filter={address.filter} viewId={address.viewId} address={address.address} />}
      onReconcile={() => leave('/reconcile')}
      onAffected={() => leave('/affected')}
      detail={
        ref
          ? (neighbours) => (
              <FailureMessage messageRef={ref} mode={params.mode} below="/messages" neighbours={neighbours} />
            )
          : null
      }
    />
  );
}
