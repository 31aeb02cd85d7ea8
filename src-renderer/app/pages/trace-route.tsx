import { useLocation } from 'wouter';
import { useMay } from '../../bridge/use-may.ts';
import { LiaisonPage } from '../../features/trace/liaison-page.tsx';
import { messageAddress } from './message-address.ts';

/** What became of an answer, for whoever calls. Nothing that was asked stands in the address. */
export function TraceRoute() {
  const [, navigate] = useLocation();
  const may = useMay();
  const isInsider = may('trace.story');
  return (
    <LiaisonPage
      onMessage={isInsider ? (ref) => navigate(`/message/${messageAddress(ref)}`) : null}
      onWay={isInsider ? (ref) => navigate(`/answer/way/${messageAddress(ref)}`) : null}
    />
  );
}
