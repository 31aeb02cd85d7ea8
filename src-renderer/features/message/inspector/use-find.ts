import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { BodyRange } from '../../../../src-shared/contract/message-body.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import type { BodyInput } from './body-windows.ts';

const noHits: readonly BodyRange[] = [];

/** Finding in one message: what is typed, where it is, and which of the places is looked at. */
export function useFind(input: BodyInput) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [isCaseSensitive, setCaseSensitive] = useState(false);
  const [index, setIndex] = useState(0);
  const [wanted] = useDebouncedValue(typed, 200);
  const isAsked = isOpen && wanted !== '';
  const asked = { ...input, text: wanted === '' ? ' ' : wanted, isCaseSensitive };
  const answer = useContractQuery('message.findText', asked, { enabled: isAsked, isFresh: true });
  const hits = isAsked ? (answer.data?.hits ?? noHits) : noHits;
  const at = hits.length === 0 ? 0 : ((index % hits.length) + hits.length) % hits.length;
  return {
    isOpen,
    typed,
    isCaseSensitive,
    hits,
    at,
    current: hits[at] ?? null,
    isCut: answer.data?.isCut ?? false,
    isSettled: isAsked && answer.data !== undefined && wanted === typed,
    open: () => setOpen(true),
    again: () => (isAsked ? answer.refetch() : undefined),
    close: () => setOpen(false),
    type(next: string) {
      setTyped(next);
      setIndex(0);
    },
    setCaseSensitive,
    step: (by: number) => setIndex(at + by),
  };
}
