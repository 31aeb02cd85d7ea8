import { useLocation, useParams } from 'wouter';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useMay } from '../../bridge/use-may.ts';
import { HandledPage } from '../../features/overdue/handled-page.tsx';
import { OverdueDetail } from '../../features/overdue/overdue-detail.tsx';
import { OverduePage } from '../../features/overdue/overdue-page.tsx';
import type { OverdueView } from '../../features/overdue/overdue-view.ts';
import { TimesPage } from '../../features/overdue/times-page.tsx';
import { messageAddress } from './message-address.ts';

/** `/overdue/<view>/<what is open>`. */
export function OverdueRoute() {
  const [, navigate] = useLocation();
  const may = useMay();
  const { view, expectationId } = useParams<{ view?: string; expectationId?: string }>();
  const show = (next: OverdueView): void => navigate(`/overdue/${next}`);
  const open = (id: string | null): void => navigate(id === null ? '/overdue/list' : `/overdue/list/${id}`);
  const openWay = (ref: MessageRef): void => navigate(`/answer/way/${messageAddress(ref)}`);
  const onWay = may('trace.graph') ? openWay : null;
  if (view === 'handled') return <HandledPage onView={show} onWay={onWay} />;
  if (view === 'times') return <TimesPage onView={show} />;
  return (
    <OverduePage
      openId={expectationId ?? null}
      onOpen={open}
      onView={show}
      detail={(row) => (
        <OverdueDetail
          row={row}
          onMessage={(ref) => navigate(`/message/${messageAddress(ref)}`)}
          onWay={onWay}
          onClose={() => open(null)}
        />
      )}
    />
  );
}
