import { useState } from 'react';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { CallError } from '../../../bridge/call-error.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import type { Edit } from './use-edit.ts';

/** One place of a suggestion: as it was changed already, else as stored, and the text suggested. */
export type SuggestedEdit = { path: string; before: string; text: string };

/**
 * The suggestion that is looked at; null = none. A finding may name a place down to its only part (`MSH-11[1].1`): it is written under the address of the
 * tree, so that no place is changed under two.
 */
export function useSuggestion({ input, state }: Edit) {
  const { client } = useBridge();
  const report = useReportError();
  const [edits, setEdits] = useState<readonly SuggestedEdit[] | null>(null);

  async function resolve({ path, text }: { path: string; text: string }): Promise<SuggestedEdit> {
    const { field } = await client.call('message.describeField', { ...input, at: path });
    const at = field?.path ?? path;
    return { path: at, before: state.fields.get(at) ?? field?.value ?? '', text };
  }

  return {
    edits,
    look(fix: readonly { path: string; text: string }[]): void {
      Promise.all(fix.map(resolve)).then(setEdits, (error: unknown) => {
        if (error instanceof CallError) report(error);
      });
    },
    close: () => setEdits(null),
  };
}
