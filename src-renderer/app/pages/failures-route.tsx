import { useLocation, useParams } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { FailuresPage } from '../../features/failures/failures-page.tsx';
import { FailureActions } from './failure-actions.tsx';
import { LazyMessagePanel } from './lazy-message-panel.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';

/** The failure list with the message open beside it; each has its address. */
export function FailuresRoute() {
  const params = useParams<{ connectionId?: string; channelId?: string; nativeId?: string; mode?: string }>();
  const [, navigate] = useLocation();
  const sent: unknown = useHistoryState();
  const searchText = isSearch(sent) ? sent.text : null;
  const ref = messageRefOf(params);
  const addressOf = (mode: string): string => (ref ? `/failures/${messageAddress(ref)}${mode}` : '/failures');
  return (
    <FailuresPage
      openId={ref ? failureIdOf(ref) : null}
      searchText={searchText}
      onOpen={(failure) => navigate(failure ? `/failures/${messageAddress(failure)}` : '/failures')}
      selectionActions={(chosen) => <FailureActions chosen={chosen} />}
      isDetailWhole={params.mode === 'edit'}
      detail={
        ref
          ? (neighbours) => (
              <LazyMessagePanel
                key={failureIdOf(ref)}
                messageRef={ref}
                isEditing={params.mode === 'edit'}
                onEditing={(isEditing) => navigate(addressOf(isEditing ? '/edit' : ''))}
                onReplayOpen={(replayId) => navigate(`/replays/${replayId}`)}
                neighbours={neighbours}
                onClose={() => navigate('/failures')}
              />
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
