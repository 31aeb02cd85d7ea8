import type { Socket } from 'node:net';
import { FrameReader } from './mllp-frames.ts';
import { type Answer, type Outgoing, readAnswer } from './mllp-mapping.ts';

/** Why it is not known what became of a message whose bytes may have left. */
export type Unclear = 'no-answer' | 'cut' | 'truncated' | 'not-mllp' | 'too-large' | 'cancelled';

/**
 * What came back for one message. `answer`: the application's word where there is one, else the commit; null = none, and `unclear` says why.
 * `mismatched`: frames that were no acknowledgement of this message. `isReusable`: nothing is outstanding on the connection.
 */
export type Exchanged = {
  answer: Answer | null;
  unclear: Unclear | null;
  mismatched: number;
  isReusable: boolean;
};

export type ExchangeBounds = { answerTimeoutMs: number; maxAnswerBytes: number };

/** A receiver that talks without end about other messages is not waited for. */
const maxMismatched = 100;

/**
 * Writes one frame and reads until the acknowledgement that the message asks for, matched on MSA-2, or until it is clear that none will come.
 * From the first byte written on, anything but a matched acknowledgement is *unclear*. Never throws, never writes twice.
 */
export function exchange(
  socket: Socket,
  { message, frame }: { message: Outgoing; frame: Buffer },
  bounds: ExchangeBounds,
  signal: AbortSignal,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const reader = new FrameReader(bounds.maxAnswerBytes);
    let commit: Answer | null = null;
    let application: Answer | null = null;
    let mismatched = 0;

    function finish(unclear: Unclear | null, isReusable = false): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('data', onData).off('end', onCut).off('close', onCut).off('error', onCut);
      const answer = application ?? commit;
      resolve({ answer, unclear: answer === null ? unclear : null, mismatched, isReusable });
    }
    const isComplete = () =>
      application !== null || (commit !== null && (commit.code !== 'CA' || !message.wantsApplication));

    function take(frameRead: Buffer): void {
      const answer = readAnswer(frameRead);
      if (isComplete() || answer === null || answer.controlId !== message.controlId) mismatched += 1;
      else if (answer.code.startsWith('C')) commit = answer;
      else application = answer;
    }

    function onData(chunk: Buffer): void {
      const read = reader.push(chunk);
      for (const each of read.frames) take(each);
      if (isComplete()) finish(null, mismatched === 0 && !reader.isInside && !read.isBroken);
      else if (read.isTooLarge) finish('too-large');
      else if (read.isBroken || mismatched > maxMismatched) finish('not-mllp');
    }
    const onCut = () => finish(reader.isInside ? 'truncated' : 'cut');
    const onAbort = () => finish('cancelled');
    const timer = setTimeout(() => finish(reader.isInside ? 'truncated' : 'no-answer'), bounds.answerTimeoutMs);
    socket.on('data', onData).on('end', onCut).on('close', onCut).on('error', onCut);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.write(frame);
  });
}
