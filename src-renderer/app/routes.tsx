import {
  IconActivityHeartbeat,
  IconAddressBook,
  IconAlertTriangle,
  IconBell,
  IconClipboardList,
  IconClockExclamation,
  IconFileSearch,
  IconHourglass,
  IconListSearch,
  IconMessages,
  IconPhoneCall,
  IconRefresh,
  IconScale,
  IconSettings,
} from '@tabler/icons-react';
import { useAlertCount } from '../features/alerts/use-alert-count.ts';
import { AuditPage } from '../features/audit/audit-page.tsx';
import { useFailureCount } from '../features/failures/use-failure-count.ts';
import { useIncidentCount } from '../features/incidents/use-incident-count.ts';
import { useFindingCount } from '../features/measurement-units/use-finding-count.ts';
import { useOverviewCount } from '../features/monitor/use-overview-count.ts';
import { useOverdueCount } from '../features/overdue/use-overdue-count.ts';
import { AffectedRoute } from './pages/affected-route.tsx';
import { AlertsRoute } from './pages/alerts-route.tsx';
import { ApprovalsRoute } from './pages/approvals-route.tsx';
import { CompareRoute } from './pages/compare-route.tsx';
import { ContactsRoute } from './pages/contacts-route.tsx';
import { EditManyRoute } from './pages/edit-many-route.tsx';
import { FailureGroupsRoute } from './pages/failure-groups-route.tsx';
import { FailuresRoute } from './pages/failures-route.tsx';
import { FileRoute } from './pages/file-route.tsx';
import { HandoverRoute } from './pages/handover-route.tsx';
import { IncidentsRoute } from './pages/incidents-route.tsx';
import { MessageRoute } from './pages/message-route.tsx';
import { MessagesRoute } from './pages/messages-route.tsx';
import { OverdueRoute } from './pages/overdue-route.tsx';
import { OverviewRoute } from './pages/overview-route.tsx';
import { ReconcileRoute } from './pages/reconcile-route.tsx';
import { ReplaysRoute } from './pages/replays-route.tsx';
import { RunsRoute } from './pages/runs-route.tsx';
import { SettingsRoute } from './pages/settings-route.tsx';
import { TraceRoute } from './pages/trace-route.tsx';
import { UnitsRoute } from './pages/units-route.tsx';
import { WaitingRoute } from './pages/waiting-route.tsx';
import { WayRoute } from './pages/way-route.tsx';
import type { PageRoute } from './route.ts';

/** Every page of the console, in the rail's order. A feature adds its page here and nowhere else. */
export const routes: readonly PageRoute[] = [
  {
    path: '/overview/:connectionId?/:channelId?',
    component: OverviewRoute,
    rail: {
      titleKey: 'nav.overview',
      icon: IconActivityHeartbeat,
      address: '/overview',
      goKey: 'o',
      useCount: useOverviewCount,
    },
  },
  {
    path: '/alerts/:view?/:alertId?',
    component: AlertsRoute,
    rail: { titleKey: 'nav.alerts', icon: IconBell, address: '/alerts', goKey: 'v', useCount: useAlertCount },
  },
  {
    path: '/incidents/:view?/:incidentId?',
    component: IncidentsRoute,
    needs: 'incidents.list',
    rail: {
      titleKey: 'nav.incidents',
      icon: IconClipboardList,
      address: '/incidents',
      goKey: 'i',
      useCount: useIncidentCount,
      also: ['/handover'],
    },
  },
  { path: '/handover/:view?/:handoverId?', component: HandoverRoute, needs: 'handover.draft', rail: null },
  {
    // Before the messages, whose addresses begin with a connection: no connection is called so.
    path: '/failures/groups/:groupId?/:connectionId?/:channelId?/:nativeId?/:mode?',
    component: FailureGroupsRoute,
    needs: 'groups.list',
    rail: null,
  },
  {
    path: '/failures/:connectionId?/:channelId?/:nativeId?/:mode?',
    component: FailuresRoute,
    needs: 'failures.list',
    rail: {
      titleKey: 'nav.failures',
      icon: IconAlertTriangle,
      address: '/failures',
      goKey: 'f',
      useCount: useFailureCount,
    },
  },
  {
    path: '/waiting/:receiverId?/:connectionId?/:channelId?/:nativeId?/:mode?',
    component: WaitingRoute,
    needs: 'waiting.list',
    rail: { titleKey: 'nav.waiting', icon: IconHourglass, address: '/waiting', goKey: 'w' },
  },
  {
    path: '/messages/:connectionId?/:channelId?/:nativeId?/:mode?',
    component: MessagesRoute,
    needs: 'messages.search',
    rail: {
      titleKey: 'nav.messages',
      icon: IconMessages,
      address: '/messages',
      goKey: 'e',
      also: ['/reconcile', '/affected'],
    },
  },
  { path: '/reconcile', component: ReconcileRoute, needs: 'messages.reconcile', rail: null },
  {
    path: '/affected/:setId?/:connectionId?/:channelId?',
    component: AffectedRoute,
    needs: 'affected.list',
    rail: null,
  },
  // Before the single replays, whose ids are never so.
  { path: '/replays/approvals', component: ApprovalsRoute, needs: 'approvals.list', rail: null },
  { path: '/replays/runs/:runId?', component: RunsRoute, needs: 'runs.list', rail: null },
  {
    path: '/replays/:replayId?',
    component: ReplaysRoute,
    needs: 'replay.list',
    rail: { titleKey: 'nav.replays', icon: IconRefresh, address: '/replays', goKey: 'r' },
  },
  {
    path: '/answer',
    component: TraceRoute,
    rail: { titleKey: 'nav.answer', icon: IconPhoneCall, address: '/answer', goKey: 't' },
  },
  { path: '/answer/way/:connectionId/:channelId/:nativeId', component: WayRoute, needs: 'trace.graph', rail: null },
  {
    path: '/overdue/:view?/:expectationId?',
    component: OverdueRoute,
    needs: 'expectations.overdue',
    rail: {
      titleKey: 'nav.overdue',
      icon: IconClockExclamation,
      address: '/overdue',
      goKey: 'd',
      useCount: useOverdueCount,
    },
  },
  {
    path: '/contacts/:contactId?',
    component: ContactsRoute,
    rail: { titleKey: 'nav.contacts', icon: IconAddressBook, address: '/contacts', goKey: 'c' },
  },
  {
    path: '/units/:view?/:findingId?',
    component: UnitsRoute,
    needs: 'units.list',
    rail: { titleKey: 'nav.units', icon: IconScale, address: '/units', goKey: 'u', useCount: useFindingCount },
  },
  {
    path: '/file',
    component: FileRoute,
    needs: 'message.openFile',
    rail: { titleKey: 'nav.file', icon: IconFileSearch, address: '/file', goKey: 'm' },
  },
  {
    path: '/audit',
    component: AuditPage,
    needs: 'audit.list',
    rail: { titleKey: 'nav.audit', icon: IconListSearch, address: '/audit', goKey: 'a' },
  },
  {
    path: '/settings/:section?/:connectionId?',
    component: SettingsRoute,
    rail: { titleKey: 'nav.settings', icon: IconSettings, address: '/settings', goKey: 's' },
  },
  { path: '/edit-many', component: EditManyRoute, needs: 'message.previewEditOfMany', rail: null },
  { path: '/compare/:first/:second', component: CompareRoute, needs: 'message.compare', rail: null },
  {
    path: '/message/:connectionId/:channelId/:nativeId/:mode?',
    component: MessageRoute,
    needs: 'message.get',
    rail: null,
  },
];
