import { Notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useBridge } from '../../bridge/bridge-provider.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { PracticeDrawer } from '../../features/practice/practice-drawer.tsx';
import { useText } from '../../locales/use-text.ts';
import { KeySheet } from '../../ui/keyboard/key-sheet.tsx';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { Palette } from '../../ui/palette/palette.tsx';
import { ErrorBoundary } from '../error-boundary.tsx';
import { routes } from '../routes.tsx';
import { UnknownPage } from '../unknown-page.tsx';
import { UnreachablePage } from '../unreachable-page.tsx';
import { useReachableRoutes } from '../use-reachable-routes.ts';
import { Band } from './band.tsx';
import styles from './frame.module.css';
import { Rail } from './rail.tsx';
import { usePaletteItems } from './use-palette-items.ts';

type Panel = 'palette' | 'keys' | 'practice';

/** What stands around every page: environment band, rail, search, shortcuts. */
export function Frame() {
  const text = useText();
  const [location, navigate] = useLocation();
  const { link } = useBridge();
  const [panel, setPanel] = useState<Panel | null>(null);
  const reachable = useReachableRoutes();
  // Who reads no lists is here for the calls of the wards.
  const startAddress = useMay()('failures.list') ? '/overview' : '/answer';
  const close = () => setPanel(null);
  useKeys([
    { keys: 'Mod+k', label: text('keys.palette'), run: () => setPanel('palette'), worksWhileTyping: true },
    { keys: '?', label: text('keys.sheet'), run: () => setPanel('keys') },
    ...reachable.flatMap(({ rail }) =>
      rail
        ? [
            {
              keys: `g ${rail.goKey}`,
              label: text('keys.goTo', { page: text(rail.titleKey) }),
              run: () => navigate(rail.address),
            },
          ]
        : [],
    ),
  ]);
  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
        {text('app.skipToContent')}
      </button>
      <Band onSearch={() => setPanel('palette')} onPractice={() => setPanel('practice')} />
      <Rail />
      <div className={styles.page}>
        <ErrorBoundary resetKey={location}>
          <Switch>
            <Route path="/">
              <Redirect to={startAddress} replace />
            </Route>
            {routes.map((route) => (
              <Route key={route.path} path={route.path}>
                {reachable.includes(route) ? <route.component /> : <UnreachablePage route={route} />}
              </Route>
            ))}
            <Route component={UnknownPage} />
          </Switch>
        </ErrorBoundary>
      </div>
      {link === 'down' ? (
        <div className={styles.lost} role="alert">
          {text('app.linkDown')}
        </div>
      ) : null}
      <Notifications position="bottom-right" limit={3} />
      {panel === 'palette' ? <PaletteOfConsole onClose={close} onPanel={setPanel} /> : null}
      {panel === 'keys' ? <KeySheet onClose={close} /> : null}
      {panel === 'practice' ? <PracticeDrawer onClose={close} /> : null}
    </div>
  );
}

function PaletteOfConsole({ onClose, onPanel }: { onClose: () => void; onPanel: (panel: Panel) => void }) {
  const itemsFor = usePaletteItems({ openKeys: () => onPanel('keys'), openPractice: () => onPanel('practice') });
  return <Palette itemsFor={itemsFor} onClose={onClose} />;
}
