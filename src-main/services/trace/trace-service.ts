import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import type { Role } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { caseNumberOf } from '../../../src-shared/domain/trace/case-number.ts';
import { standardDueAt } from '../../../src-shared/domain/trace/expectation.ts';
import type { Trace } from '../../../src-shared/domain/trace/trace.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { HandlersOf } from '../../app/handler.ts';
import type { Store } from '../../store/store.ts';
import { createAsker } from './ask-trace.ts';
import { type BuildTraceDeps, createTraceBuilder } from './build-trace.ts';
import { caseOf, targetOfCase } from './find-case.ts';
import { createLiveWords, type LiveWordsDeps } from './live-words.ts';
import { numberOf } from './number-of.ts';
import { createStoryTeller, type TellStoryDeps } from './tell-story.ts';

export type TraceDeps = Omit<BuildTraceDeps, 'live'> &
  LiveWordsDeps &
  Pick<TellStoryDeps, 'since' | 'waitingAt'> & {
    audit: Pick<Store['journal']['audit'], 'entry'>;
    /** Until when answers are to be expected, by what is known when it is asked for. */
    dueAt: () => Promise<TellStoryDeps['dueAt']>;
    /** What stands in the audit log for a number of a person that was asked by. */
    hashPatient: (number: string) => string;
  };

const dayMs = 24 * 3_600_000;
const insiders: readonly Role[] = ['operator', 'approver', 'administrator'];

/** Traces of business events, and what is said of them to those who ask. */
export function createTraceService(deps: TraceDeps): HandlersOf<'trace'> {
  const { clock } = deps;
  const builder = createTraceBuilder({ ...deps, live: createLiveWords(deps) });
  let dueAt: TellStoryDeps['dueAt'] = standardDueAt;
  const learnTimes = async (): Promise<void> => {
    dueAt = await deps.dueAt();
  };
  const tell = createStoryTeller({
    ...deps,
    dueAt: (order) => dueAt(order),
    withheldBy: () => [],
  });
  const asker = createAsker({
    ...{ builder, tell, clock },
    findCase: async (sequence) => caseOf(await deps.audit.entry(sequence)),
  });

  async function traceOf(ref: MessageRef, signal: AbortSignal): Promise<Trace> {
    const trace = await builder.build({ kind: 'message', ref, from: 0, to: clock.now() + dayMs }, signal);
    if (trace.messages.length > 0) return trace;
    throw new AppError('NOT_FOUND', 'No such message.', { messageKey: 'trace.notIndexed' });
  }

  return {
    async ask({ caller, reason, question }, context) {
      await learnTimes();
      const isInsider = context.account.roles.some((role) => insiders.includes(role));
      const { answer, trace } = await asker.ask(question, { unitIds: caller.unitIds, isInsider }, context.signal);
      const target = targetOfCase(refsOf(answer, trace));
      context.describe({
        ...(target === null ? {} : { target }),
        summary: [
          `caller: ${redactText([caller.name, caller.unit, caller.phone].filter((part) => part !== '').join(', '), [])}`,
          `reason: ${reason}`,
          `by: ${question.kind}`,
          ...patientOf(question, deps.hashPatient),
          `told: ${answer.kind === 'answer' ? answer.story.conclusion.code : answer.kind}`,
        ].join('; '),
      });
      if (answer.kind !== 'answer' || context.auditSequence === undefined) return answer;
      return { ...answer, caseNumber: caseNumberOf(context.auditSequence) };
    },
    async story({ ref }, context) {
      await learnTimes();
      const trace = await traceOf(ref, context.signal);
      return tell(trace, { unitIds: [], isInsider: true });
    },
    async graph({ ref }, context) {
      const trace = await traceOf(ref, context.signal);
      return { ...graphOf(trace), asOf: clock.now() };
    },
  };
}

/** So that an auditor finds who looked for a person even where nothing was found. */
function patientOf(question: InputOf<'trace.ask'>['question'], hashPatient: (number: string) => string): string[] {
  const asked = question.kind === 'number' ? numberOf(question.text) : null;
  return asked?.person == null ? [] : [hashPatient(asked.text)];
}

/** Of what was told, the message that it is about first. */
function refsOf(answer: OutputOf<'trace.ask'>, trace: Trace | null): MessageRef[] {
  const subject = answer.kind === 'answer' ? answer.story.subject : null;
  const others = (trace?.messages ?? []).map(({ ref }) => ref).filter((ref) => !isSameRef(ref, subject));
  return (subject === null ? others : [subject, ...others]).slice(0, 5);
}

function isSameRef(a: MessageRef, b: MessageRef | null): boolean {
  return a.connectionId === b?.connectionId && a.channelId === b.channelId && a.nativeId === b.nativeId;
}

function graphOf({ messages, links, holes, isCut }: Trace): Omit<OutputOf<'trace.graph'>, 'asOf'> {
  const nodes = messages.map((message): OutputOf<'trace.graph'>['nodes'][number] => {
    const { ref, channelName, status, receivedAt, messageControlId, messageType, sender, receiver } = message;
    const { role, version, isUrgent, isRead, isCopy, receipt, destinations } = message;
    return {
      ...ref,
      ...{ channelName, status, receivedAt, role, version, isUrgent, isRead, isCopy },
      header: { messageControlId, messageType, sender, receiver },
      code: receipt?.code ?? null,
      destinations: (destinations ?? []).map(({ connectorId, name, state, endedAt: at, code, word }) => ({
        ...{ connectorId, name, state, at, code },
        isChecked: word !== 'unchecked',
      })),
    };
  });
  return { nodes, links: [...links], holes: [...holes], isCut };
}
