import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { BodyNode } from '../../../../src-shared/contract/message-body.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { CallError } from '../../../bridge/call-error.ts';
import type { Client } from '../../../bridge/client.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { findParent, type PathSuggestion, pathStem, suggestPaths, type WrittenParent } from './path-suggestions.ts';
import type { BodySource } from './use-first-body.ts';

/** Where addresses are looked up: the first message's body, null = it cannot be had. */
export type PathSource = (BodySource & { format: string }) | null;

const deepest = 10;
const mostNodes = 500;

/** What could be meant by what is typed so far, from the first message; nothing where it cannot be had. */
export function usePathSuggestions(source: PathSource, typed: string, isAsked: boolean): PathSuggestion[] {
  const { client } = useBridge();
  const stem = pathStem(typed);
  const level = useQuery<Level>({
    queryKey: ['editMany.suggestions', source, stem],
    queryFn: ({ signal }) => (source ? walkTo(client, source, stem, signal) : nothing),
    enabled: isAsked && source !== null,
    retry: false,
  });
  return level.data ? suggestPaths(level.data.nodes, level.data.parent, typed) : [];
}

type Level = { nodes: readonly BodyNode[]; parent: WrittenParent | null };
const nothing: Level = { nodes: [], parent: null };

async function walkTo(client: Client, source: BodySource, stem: string, signal: AbortSignal): Promise<Level> {
  const { ref, connectorId, stage } = source;
  let level = nothing;
  try {
    for (let depth = 0; depth < deepest; depth += 1) {
      const parentPath = level.parent?.node.path ?? null;
      const window = { parentPath, withEmpty: true, from: 0, count: mostNodes };
      const { items } = await client.call('message.readNodes', { ref, connectorId, stage, ...window }, signal);
      level = { nodes: items, parent: level.parent };
      const parent = findParent(items, stem);
      if (parent === null) return level;
      level = { nodes: [], parent };
    }
  } catch (error) {
    // Addresses can be written without help: a body that closed meanwhile is no fault to speak of.
    if (!(error instanceof CallError)) throw error;
  }
  return level;
}

/** What the first message calls the place: its name, `none` when it has no such place, null while nobody knows. */
export function usePlaceName(source: PathSource, path: string): { label: BodyNode['label'] } | 'none' | null {
  const [wanted] = useDebouncedValue(path.trim(), 300);
  const isAsked = source !== null && wanted !== '';
  const at = wanted.replaceAll('[*]', source?.format === 'hl7v2' ? '' : firstOf(source?.format ?? ''));
  const input = source ?? {
    ref: { connectionId: '', channelId: '', nativeId: '' },
    connectorId: '',
    stage: 'raw' as const,
  };
  const found = useContractQuery(
    'message.locate',
    { ref: input.ref, connectorId: input.connectorId, stage: input.stage, at },
    { enabled: isAsked },
  );
  if (!isAsked || wanted !== path.trim() || !found.data) return null;
  return found.data.found ? { label: found.data.found.node.label } : 'none';
}

/** The first of a list: counted from nought in JSON, from one in XML. */
function firstOf(format: string): string {
  return format.includes('json') ? '[0]' : '[1]';
}
