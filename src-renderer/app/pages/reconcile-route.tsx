import { useLocation } from 'wouter';
import { ReconcilePage } from '../../features/messages/reconcile-page.tsx';
import { messageAddress } from './message-address.ts';

/** The sender's list of ids, answered one by one. */
export function ReconcileRoute() {
  const [, navigate] = useLocation();
  return <ReconcilePage onOpen={(message) => navigate(`/messages/${messageAddress(message)}`)} />;
}
