import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import type { CallError } from '../../../bridge/call-error.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useText } from '../../../locales/use-text.ts';

/** The way to what the house has written about the cause; opens outside the console, by the address that the core keeps. */
export function RunbookLink({ groupId, address }: { groupId: string; address: string }) {
  const text = useText();
  const { client } = useBridge();
  const open = useMutation<void, CallError>({
    onError: useReportError(),
    mutationFn: async () => client.openOutside((await client.call('groups.openRunbook', { groupId })).address),
  });
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      title={address}
      rightSection={<IconExternalLink size={14} aria-hidden />}
      loading={open.isPending}
      onClick={() => open.mutate()}
    >
      {text('groups.runbook.open')}
    </Button>
  );
}
