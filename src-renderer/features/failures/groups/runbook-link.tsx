import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useText } from '../../../locales/use-text.ts';

/** The way to what the house has written about the cause; opens outside the console. Nothing but web addresses becomes a link. */
export function RunbookLink({ address }: { address: string }) {
  const text = useText();
  if (!/^https?:\/\//i.test(address)) return null;
  return (
    <Anchor href={address} target="_blank" rel="noopener noreferrer" title={address} size="sm">
      {text('groups.runbook.open')} <IconExternalLink size={13} aria-hidden style={{ verticalAlign: '-2px' }} />
    </Anchor>
  );
}
