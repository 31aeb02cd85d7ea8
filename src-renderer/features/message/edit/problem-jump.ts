import { useState } from 'react';
import type { BodyPlace } from '../../../../src-shared/contract/message-body.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import type { ShownProblem } from '../../../widgets/problem-list.tsx';
import type { BodyInput } from '../inspector/body-windows.ts';
import type { Place } from '../inspector/use-place.ts';

/** A stretch of the text after the edit to bring into sight; a new object is a new wish. */
export type SpanWish = { span: readonly [number, number] };

/** From a problem to its place: in the tree and the text as stored where it has one there, and in the text as it will be. */
export function useProblemJump(input: BodyInput, place: Place) {
  const { client } = useBridge();
  const [wish, setWish] = useState<SpanWish | null>(null);

  async function toPath(path: string, otherwise: BodyPlace | null): Promise<void> {
    // The windows find out by themselves that the body is no longer open.
    const answer = await client.call('message.locate', { ...input, at: path }).catch(() => null);
    if (answer?.found) place.show(answer.found, true);
    else if (otherwise !== null) place.goTo(otherwise);
  }

  function jumpTo(problem: ShownProblem): void {
    if (problem.textSpan) setWish({ span: problem.textSpan });
    const stored = problem.range?.from ?? null;
    if (problem.path) void toPath(problem.path, stored);
    else if (stored !== null) place.goTo(stored);
  }

  return { jumpTo, wish };
}
