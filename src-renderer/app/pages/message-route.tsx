import { useLocation, useParams } from 'wouter';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { UnknownPage } from '../unknown-page.tsx';
import { LazyMessagePanel } from './lazy-message-panel.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';

/** One message in a window of its own. */
export function MessageRoute() {
  const text = useText();
  const params = useParams<{ connectionId?: string; channelId?: string; nativeId?: string; mode?: string }>();
  const [, navigate] = useLocation();
  const ref = messageRefOf(params);
  if (!ref) return <UnknownPage />;
  return (
    <Page title={text('message.title')}>
      <LazyMessagePanel
        messageRef={ref}
        isEditing={params.mode === 'edit'}
        onEditing={(isEditing) => navigate(`/message/${messageAddress(ref)}${isEditing ? '/edit' : ''}`)}
        onReplayOpen={(replayId) => navigate(`/replays/${replayId}`)}
        neighbours={{ next: null, previous: null }}
        onClose={null}
      />
    </Page>
  );
}
