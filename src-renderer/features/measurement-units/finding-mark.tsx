import { IconScale } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { everyFinding } from './findings-page.tsx';
import classes from './measurement-units.module.css';

type Place = { connectionId: string; channelId: string };

/** How many findings of a channel want a person; nothing where there are none. */
export function useFindingMarks(): (place: Place) => ReactNode {
  const { data } = useContractQuery('units.list', { filter: everyFinding }, { enabled: useMay()('units.list') });
  return useMemo(() => {
    const countByChannel = new Map(
      (data?.channels ?? []).map(({ connectionId, channelId, wanting }) => [`${connectionId}/${channelId}`, wanting]),
    );
    return ({ connectionId, channelId }) => {
      const count = countByChannel.get(`${connectionId}/${channelId}`);
      return count === undefined ? null : <Mark count={count} />;
    };
  }, [data]);
}

function Mark({ count }: { count: number }) {
  const text = useText();
  const words = text('units.mark', { count });
  return (
    <span className={classes.mark} title={words} role="img" aria-label={words}>
      <IconScale size={13} aria-hidden /> {count}
    </span>
  );
}
