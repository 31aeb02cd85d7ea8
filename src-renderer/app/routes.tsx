import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconListSearch,
  IconRefresh,
  IconSettings,
} from '@tabler/icons-react';
import { OverviewPage } from '../features/monitor/overview-page.tsx';
import { useOverviewCount } from '../features/monitor/use-overview-count.ts';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import type { PageRoute } from './route.ts';
import { UnknownPage } from './unknown-page.tsx';

/** Every page of the console, in the rail's order. A feature adds its page here and nowhere else. */
export const routes: readonly PageRoute[] = [
  {
    path: '/overview/:connectionId?/:channelId?',
    component: OverviewPage,
    rail: {
      titleKey: 'nav.overview',
      icon: IconActivityHeartbeat,
      address: '/overview',
      goKey: 'o',
      useCount: useOverviewCount,
    },
  },
  {
    path: '/failures/*?',
    component: UnknownPage,
    rail: { titleKey: 'nav.failures', icon: IconAlertTriangle, address: '/failures', goKey: 'f' },
  },
  {
    path: '/replays/*?',
    component: UnknownPage,
    rail: { titleKey: 'nav.replays', icon: IconRefresh, address: '/replays', goKey: 'r' },
  },
  {
    path: '/audit/*?',
    component: UnknownPage,
    rail: { titleKey: 'nav.audit', icon: IconListSearch, address: '/audit', goKey: 'a' },
  },
  {
    path: '/settings/:section?/:connectionId?',
    component: SettingsPage,
    rail: { titleKey: 'nav.settings', icon: IconSettings, address: '/settings', goKey: 's' },
  },
];
