import { useEffect, useMemo, useRef } from 'react';
import type { BodyProblem } from '../../../../src-shared/contract/message-body.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useLatest } from '../../../ui/use-latest.ts';
import type { BodyFacts, BodyWindows } from './body-windows.ts';

const noFindings: readonly BodyProblem[] = [];

/** Validation of more takes seconds, and meanwhile no window of the body could be read. */
const maxValidatedBytes = 4 * 1024 * 1024;

/** What is wrong with the form of the body and what the validation finds, each alone and together. */
export function useProblems({ input, facts }: BodyWindows) {
  const isValidated = facts.sizeBytes <= maxValidatedBytes;
  const validation = useContractQuery('message.validate', input, { enabled: isValidated });
  useAgain(facts, () => (isValidated ? validation.refetch() : undefined));
  const findings = validation.data?.findings ?? noFindings;
  const all = useMemo(() => [...facts.problems, ...findings], [facts.problems, findings]);
  return { findings, all, isValidated };
}

/** Asks again when the body was opened anew: masked and revealed have other places. */
export function useAgain(facts: BodyFacts, ask: () => unknown): void {
  const last = useRef(facts);
  const latest = useLatest(ask);
  useEffect(() => {
    if (last.current !== facts) latest.current();
    last.current = facts;
  }, [facts, latest]);
}
