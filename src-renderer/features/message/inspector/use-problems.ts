import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { type BodyProblem, checkedAtOnceBytes } from '../../../../src-shared/contract/message-body.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useLatest } from '../../../ui/use-latest.ts';
import type { BodyFacts, BodyWindows } from './body-windows.ts';

type Finding = OutputOf<'message.validate'>['findings'][number];

const noFindings: readonly Finding[] = [];

/** Of a body too large to be checked unasked: whether it was, and how to begin and to stop. Null for a smaller one. */
export type LargeCheck = {
  state: 'not-asked' | 'running' | 'done' | 'failed';
  start(): void;
  stop(): void;
} | null;

/** What is wrong with the form of the body and what the validation finds, each alone and together. */
export function useProblems({ input, facts }: BodyWindows) {
  const queries = useQueryClient();
  const [isWanted, setWanted] = useState(facts.sizeBytes <= checkedAtOnceBytes);
  const validation = useContractQuery('message.validate', input, { enabled: isWanted });
  useAgain(facts, () => (isWanted ? validation.refetch() : undefined));
  const findings = (isWanted ? validation.data?.findings : null) ?? noFindings;
  const all: readonly BodyProblem[] = useMemo(() => [...facts.problems, ...findings], [facts.problems, findings]);
  const large: LargeCheck =
    facts.sizeBytes <= checkedAtOnceBytes
      ? null
      : {
          state: stateOf(isWanted, validation),
          start() {
            if (isWanted) void validation.refetch();
            setWanted(true);
          },
          stop() {
            setWanted(false);
            void queries.cancelQueries({ queryKey: ['message.validate', input] });
          },
        };
  return { findings, all, large };
}

function stateOf(isWanted: boolean, { isFetching, isError }: { isFetching: boolean; isError: boolean }) {
  if (!isWanted) return 'not-asked';
  return isFetching ? 'running' : isError ? 'failed' : 'done';
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
