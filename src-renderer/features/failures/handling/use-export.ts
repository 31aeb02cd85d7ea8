import { useMutation } from '@tanstack/react-query';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import type { CallError } from '../../../bridge/call-error.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useText } from '../../../locales/use-text.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { useTell } from '../../../ui/use-tell.ts';
import type { Listed } from './listed.ts';
import { type Scope, scopeInput } from './use-handling.ts';

/** `reason` null = masked. */
type Wanted = { scope: Scope; format: 'csv' | 'json'; reason: string | null };

/** Fixes the failures in the core and saves them as a file; says what was left out. */
export function useExport(asked: { failureIds: string[]; listed: Listed }, onDone: () => void) {
  const { client } = useBridge();
  const text = useText();
  const tell = useTell();
  const saving = useMutation<void, CallError, Wanted>({
    onError: useReportError(),
    mutationFn: async ({ scope, format, reason }) => {
      const { setId, beyond } = await client.call('failures.freeze', { scope: scopeInput(scope, asked) });
      const { bytes, rows, left } = await client.call('failures.export', {
        ...{ setId, format, reason },
        isRevealed: reason !== null,
      });
      saveFile(bytes, `failures.${format}`);
      const said = [text('failures.export.done', { count: rows })];
      if (left > 0) said.push(text('failures.export.left', { count: left }));
      if (beyond > 0) said.push(text('failures.handle.beyond', { count: beyond }));
      tell(said.join('. '));
      onDone();
    },
  });
  return { isBusy: saving.isPending, save: saving.mutate };
}
