import { useLocation, useParams } from 'wouter';
import { WayPage } from '../../features/trace/way-page.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';

/** The way of one message, for those who keep the engines. */
export function WayRoute() {
  const ref = messageRefOf(useParams());
  const [, navigate] = useLocation();
  return ref ? <WayPage messageRef={ref} onOpen={(each) => navigate(`/message/${messageAddress(each)}`)} /> : null;
}
