import { useLocation, useParams } from 'wouter';
import { ExpectedPage } from '../../features/measurement-units/expected-page.tsx';
import { FindingDetail } from '../../features/measurement-units/finding-detail.tsx';
import { findingViews } from '../../features/measurement-units/finding-view.ts';
import { FindingsPage } from '../../features/measurement-units/findings-page.tsx';
import { RulesPage } from '../../features/measurement-units/rules-page.tsx';
import { messageAddress } from './message-address.ts';

/** `/units/<view>/<finding>`: both stand in the address; `/units/expected` has the lists of receivers. */
export function UnitsRoute() {
  const [, navigate] = useLocation();
  const params = useParams<{ view?: string; findingId?: string }>();
  const view = findingViews.find((each) => each === params.view) ?? 'wanting';
  const open = (id: string | null): void => navigate(id === null ? `/units/${view}` : `/units/${view}/${id}`);
  const openId = params.findingId ?? null;
  if (params.view === 'rules') return <RulesPage onBack={() => open(null)} />;
  if (params.view === 'expected') return <ExpectedPage onBack={() => open(null)} />;
  return (
    <FindingsPage
      key={view}
      view={view}
      openId={openId}
      onView={(next) => navigate(`/units/${next}`)}
      onOpen={open}
      onExpected={() => navigate('/units/expected')}
      onRules={() => navigate('/units/rules')}
      detail={
        openId === null ? null : (
          <FindingDetail
            key={openId}
            findingId={openId}
            onMessage={(message) => navigate(`/messages/${messageAddress(message)}`)}
            onClose={() => open(null)}
          />
        )
      }
    />
  );
}
