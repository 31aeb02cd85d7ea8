import { randomUUID } from 'node:crypto';
import { findProcedure } from '../../src-shared/contract/index.ts';
import type { Procedure } from '../../src-shared/contract/procedure.ts';
import type { Account } from '../../src-shared/domain/account.ts';
import { AppError, type Reply } from '../../src-shared/domain/app-error.ts';
import type { Logger } from '../platform/ports.ts';
import type { AuditTrail } from '../services/audit/audit-trail.ts';
import { type Admission, type AdmissionDeps, admit } from './admission.ts';
import { auditActionOf, reasonOf, searchTermsOf, summaryOf, targetOf } from './audit-facts.ts';
import type { CallContext, Caller } from './handler.ts';
import { failedReply, logFailure, toAppError } from './reply.ts';
import type { Requests } from './requests.ts';
import type { SettledSearches } from './settled-searches.ts';

/** A handler once its name has been looked up: input and output are checked around it. */
export type AnyHandler = (input: unknown, context: CallContext) => Promise<unknown>;

export type DispatchDeps = AdmissionDeps & {
  findHandler: (name: string) => AnyHandler | null;
  trail: AuditTrail;
  requests: Requests;
  searches: SettledSearches;
  logger: Logger;
  /** Ends every call in progress when the core closes. */
  closing: AbortSignal;
};

/** The one door. Never rejects: errors are data. `signal` stops waiting and, where it can, the work. */
export type Dispatch = (name: string, input: unknown, caller: Caller, signal?: AbortSignal) => Promise<Reply<unknown>>;

/** A question that takes longer than this has failed, whatever it waits for. Commands decide for themselves. */
const queryLimitMs = 120_000;

type Call = {
  name: string;
  procedure: Procedure;
  handler: AnyHandler;
  input: unknown;
  caller: Caller;
  admission: Admission;
  traceId: string;
  signal: AbortSignal;
};
type Described = { target: string | null; summary: string | null };

export function createDispatch(deps: DispatchDeps): Dispatch {
  return async (name, input, caller, signal) => {
    const traceId = randomUUID();
    try {
      const call = await open(deps, { name, input, caller, traceId, signal });
      const key = requestKeyOf(call);
      if (key === null) return (await run(deps, call)).reply;
      return await deps.requests.run({ key, procedure: name }, () => run(deps, call));
    } catch (thrown) {
      return refuse(deps, { procedure: name, traceId }, toAppError(thrown));
    }
  };
}

type Opening = { name: string; input: unknown; caller: Caller; traceId: string; signal: AbortSignal | undefined };

async function open(deps: DispatchDeps, { name, input, caller, traceId, signal }: Opening): Promise<Call> {
  const procedure = findProcedure(name);
  const handler = deps.findHandler(name);
  if (procedure === null || handler === null) throw unknownProcedure();
  const parsed = procedure.input.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error.issues);
  const admission = await admit(deps, { name, procedure, input: parsed.data, caller });
  return {
    name,
    procedure,
    handler,
    input: parsed.data,
    caller,
    admission,
    traceId,
    signal: signalOf(deps, procedure, signal),
  };
}

/** `hasRun` false: the handler was never entered, so nothing can have happened. */
async function run(deps: DispatchDeps, call: Call): Promise<{ reply: Reply<unknown>; hasRun: boolean }> {
  const facts = { procedure: call.name, traceId: call.traceId };
  let sequence: number | null = null;
  try {
    sequence = await audit(deps, call);
  } catch (thrown) {
    return { reply: refuse(deps, facts, toAppError(thrown)), hasRun: false };
  }
  const described: Described = { target: null, summary: null };
  try {
    const value = await handle(deps, call, described, sequence);
    await settle(deps, call, sequence, { ...described, outcome: 'ok', errorCode: null });
    return { reply: { ok: true, value }, hasRun: true };
  } catch (thrown) {
    const error = toAppError(thrown);
    const outcome = error.code === 'FORBIDDEN' ? 'refused' : 'failed';
    await settle(deps, call, sequence, { ...described, outcome, errorCode: error.code });
    return { reply: refuse(deps, facts, error), hasRun: true };
  }
}

/** @returns null when this call leaves no entry */
async function audit(deps: DispatchDeps, call: Call): Promise<number | null> {
  const { name, procedure, input, admission, caller } = call;
  const action = auditActionOf(name, procedure);
  if (action === null) return null;
  let summary = summaryOf(input);
  if (action === 'search') {
    const asked = searchTermsOf(input);
    if (asked === null) return null;
    const termsHash = deps.trail.hashTerms(asked.terms);
    // Counts and lists of the same search come by several names.
    if (!deps.searches.isNew(`${admission.sessionId} ${termsHash}`)) return null;
    summary = `${asked.kind}: ${termsHash}`;
  }
  return deps.trail.append({
    ...personOf(admission.account),
    shell: caller.shell,
    procedure: name,
    action,
    target: targetOf(input),
    reason: reasonOf(input),
    summary,
  });
}

async function handle(
  deps: DispatchDeps,
  call: Call,
  described: Described,
  auditSequence: number | null,
): Promise<unknown> {
  const { handler, input, admission, caller, traceId, signal, procedure } = call;
  if (signal.aborted) throw new AppError('CANCELLED', 'The call was cancelled.');
  const value = await handler(input, {
    ...admission,
    shell: caller.shell,
    traceId,
    signal,
    ...(auditSequence === null ? {} : { auditSequence }),
    describe: (details) => Object.assign(described, details),
  });
  const parsed = procedure.output.safeParse(value);
  if (parsed.success) return parsed.data;
  const paths = pathsOf(parsed.error.issues);
  deps.logger.error('a handler broke its contract', { procedure: call.name, traceId, paths });
  throw new AppError('INTERNAL', 'Something went wrong inside Vaktbord. The log has the trace id.', {
    messageKey: 'errors.internal',
  });
}

/** What happened has happened: an outcome that cannot be written leaves the entry *pending*, and says so in the log. */
async function settle(
  deps: DispatchDeps,
  call: Call,
  sequence: number | null,
  outcome: Parameters<AuditTrail['settle']>[1],
): Promise<void> {
  if (sequence === null) return;
  try {
    await deps.trail.settle(sequence, outcome);
  } catch (thrown) {
    deps.logger.error('the outcome of an audit entry could not be written', { sequence, procedure: call.name });
    logFailure(deps.logger, toAppError(thrown), { procedure: call.name, traceId: call.traceId });
  }
}

function personOf(account: Account | null): { person: string; accountId: string | null } {
  return { person: account?.name ?? '', accountId: account?.accountId ?? null };
}

function refuse(deps: DispatchDeps, facts: { procedure: string; traceId: string }, error: AppError) {
  // A name that is no procedure is the caller's text: it stays out of the log.
  const procedure = error.code === 'UNKNOWN_PROCEDURE' ? '' : facts.procedure;
  logFailure(deps.logger, error, { ...facts, procedure });
  return failedReply(error, facts.traceId);
}

/** One person cannot read another's outcome by guessing the id. */
function requestKeyOf(call: Call): string | null {
  const { input, procedure, admission } = call;
  if (procedure.type !== 'command' || typeof input !== 'object' || input === null) return null;
  const requestId = 'requestId' in input ? input.requestId : null;
  return typeof requestId === 'string' ? `${admission.account?.accountId ?? ''}:${requestId}` : null;
}

function signalOf(deps: DispatchDeps, procedure: Procedure, signal: AbortSignal | undefined): AbortSignal {
  const signals = [deps.closing];
  if (signal !== undefined) signals.push(signal);
  if (procedure.type === 'query') signals.push(AbortSignal.timeout(queryLimitMs));
  return AbortSignal.any(signals);
}

function unknownProcedure(): AppError {
  return new AppError('UNKNOWN_PROCEDURE', 'There is no such procedure.', { messageKey: 'errors.unknownProcedure' });
}

type Issues = readonly { path: readonly PropertyKey[] }[];

/** Says where, never what. */
function badInput(issues: Issues): AppError {
  const paths = pathsOf(issues);
  return new AppError('BAD_INPUT', `The input does not fit at: ${paths}.`, {
    messageKey: 'errors.badInput',
    params: { paths },
  });
}

function pathsOf(issues: Issues): string {
  const paths = issues.map((issue) => issue.path.map(String).join('.') || '(input)');
  return [...new Set(paths)].slice(0, 10).join(', ').slice(0, 300);
}
