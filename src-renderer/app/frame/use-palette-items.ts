import { useLocation } from 'wouter';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import type { PaletteItem } from '../../ui/palette/rank-items.ts';
import { useReachableRoutes } from '../use-reachable-routes.ts';

/** What the palette finds: pages, channels, engines, things to do; and the failures that hold the text typed. */
export function usePaletteItems(actions: { openKeys: () => void; openPractice: () => void }) {
  const text = useText();
  const [, navigate] = useLocation();
  const routes = useReachableRoutes();
  const may = useMay();
  const { data: overview } = useContractQuery('monitor.overview', {});
  const { data: connections } = useContractQuery('connections.list', {});
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
  const doings: PaletteItem[] = [
    { id: 'lock', label: text('accounts.lock'), detail: text('palette.action'), run: () => lock.mutate({}) },
    {
      id: 'reconcile',
      label: text('messages.reconcile.title'),
      detail: text('palette.action'),
      run: () => navigate('/reconcile'),
    },
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
  // The text may be a name or a number of a patient, so it travels in the history's state and never in the address.
  const search = (typed: string): PaletteItem => ({
    id: 'search',
    label: text('palette.searchFailures', { typed }),
    detail: text('nav.failures'),
    run: () => navigate('/failures', { state: { text: typed } }),
  });
  const known = [...pages, ...channels, ...doings];
  return (typed: string) => ({ known, last: typed.trim().length > 1 ? search(typed.trim()) : null });
}
