import { useLocation } from 'wouter';
import { isListAddress } from '../../../src-shared/domain/list-address.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useOpenSearch } from '../../bridge/use-address-choice.ts';
import { useMay } from '../../bridge/use-may.ts';
import { addressOfView, useViews } from '../../features/views/use-views.ts';
import { useText } from '../../locales/use-text.ts';
import type { PaletteItem } from '../../ui/palette/rank-items.ts';
import { runsAddress } from '../pages/run-address.ts';
import { useReachableRoutes } from '../use-reachable-routes.ts';

/** What the palette finds: pages, channels, engines, things to do; and the failures that hold the text typed. */
export function usePaletteItems(actions: { openKeys: () => void; openPractice: () => void }) {
  const text = useText();
  const [, navigate] = useLocation();
  const routes = useReachableRoutes();
  const may = useMay();
  const mayList = may('failures.list');
  const { data: overview } = useContractQuery('monitor.overview', {});
  const { data: connections } = useContractQuery('connections.list', {});
  const openSearch = useOpenSearch();
  const views = useViews();
  const lock = useContractCommand('accounts.lock', ['accounts.session']);
  const nameById = new Map(connections?.items.map(({ connection }) => [connection.connectionId, connection.name]));

  const pages = routes.flatMap(({ rail }): PaletteItem[] =>
    rail
      ? [
          {
            id: rail.address,
            label: text(rail.titleKey),
            detail: text('palette.page'),
            keys: `g ${rail.goKey}`,
            run: () => navigate(rail.address),
          },
        ]
      : [],
  );
  const channels = (overview?.channels ?? []).map((channel): PaletteItem => {
    const address = `/overview/${channel.connectionId}/${channel.channelId}`;
    return {
      id: address,
      label: channel.name,
      detail: text('palette.channel', { engine: nameById.get(channel.connectionId) ?? '' }),
      run: () => navigate(address),
    };
  });
  const saved = (views ?? []).map((view): PaletteItem => {
    const address = addressOfView(view);
    return { id: address, label: view.name, detail: text('palette.view'), run: () => navigate(address) };
  });
  const listDoings: PaletteItem[] = [
    {
      id: 'reconcile',
      label: text('messages.reconcile.title'),
      detail: text('palette.action'),
      run: () => navigate('/reconcile'),
    },
    {
      id: 'runs',
      label: text('runs.title'),
      detail: text('palette.page'),
      run: () => navigate(runsAddress),
    },
    {
      id: 'affected',
      label: text('affected.title'),
      detail: text('palette.action'),
      run: () => navigate('/affected'),
    },
  ];
  const doings: PaletteItem[] = [
    { id: 'lock', label: text('accounts.lock'), detail: text('palette.action'), run: () => lock.mutate({}) },
    ...(mayList ? listDoings : []),
    { id: 'keys', label: text('keys.sheet'), detail: text('palette.action'), keys: '?', run: actions.openKeys },
  ];
  if (connections?.environment === 'PRACTICE' && may('practice.setSpeed')) {
    doings.push({
      id: 'practice',
      label: text('practice.title'),
      detail: text('palette.action'),
      run: actions.openPractice,
    });
  }
  const search = (typed: string): PaletteItem => ({
    id: 'search',
    label: text('palette.searchFailures', { typed }),
    detail: text('nav.failures'),
    run: () => void openSearch('/failures', typed),
  });
  const known = [...pages, ...saved, ...channels, ...doings];
  const open = (address: string): PaletteItem => ({
    id: 'address',
    label: text('palette.openAddress'),
    detail: text('palette.action'),
    run: () => navigate(address),
  });
  return (typed: string) => {
    const address = addressIn(typed.trim());
    if (address !== null) return { known, last: open(address) };
    return { known, last: mayList && typed.trim().length > 1 ? search(typed.trim()) : null };
  };
}

/** An address of the console that was pasted, whole or without what stands before its `#`; null = it is none. */
function addressIn(typed: string): string | null {
  const address = /^(?:https?:\/\/127\.0\.0\.1:\d+\/?#)?(\/[a-z]\S*)$/.exec(typed)?.[1] ?? null;
  return address !== null && isListAddress(address) ? address : null;
}
