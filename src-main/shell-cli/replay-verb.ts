import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { isUnderWay, type RunSettings, standardRunSettings } from '../../src-shared/domain/replay-run.ts';
import { type Call, callAs, coreFlags, readFlags, signedIn, signInFlags, withCore } from './core-flags.ts';
import { isLanguage } from './engine-texts.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

type Answer = Pick<OutputOf<'runs.get'>, 'run' | 'counts' | 'leftOut'>;

const flags = {
  ...coreFlags,
  ...signInFlags,
  ids: { type: 'string' },
  query: { type: 'string' },
  reason: { type: 'string' },
  accept: { type: 'string' },
  test: { type: 'string' },
  'per-minute': { type: 'string' },
  at: { type: 'string' },
  'newest-only': { type: 'boolean' },
  'when-back': { type: 'boolean' },
  format: { type: 'string' },
  lang: { type: 'string' },
  approval: { type: 'string' },
  emergency: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

type Values = {
  [Name in
    | 'ids'
    | 'query'
    | 'approval'
    | 'emergency'
    | 'reason'
    | 'accept'
    | 'test'
    | 'per-minute'
    | 'at'
    | 'format'
    | 'lang']?: string | undefined;
} & {
  yes?: boolean | undefined;
  'newest-only'?: boolean | undefined;
  'when-back'?: boolean | undefined;
};
type Asked = { runId: string; values: Values; call: Call; context: CliContext };

const lookEveryMs = 500;
const pageRows = 1000;
const good: readonly string[] = ['confirmed-by-engine', 'confirmed-by-receiver', 'confirmed-by-apprec'];

/**
 * Many messages again: `plan` freezes them and sends nothing, `run` sends a plan and waits for its end, or with `--at` or `--when-back` leaves it to the core, `status` and `report` tell of it.
 * JSON on standard output. Exit 0 = finished, and everything that was sent is confirmed; a plan or a status that was told.
 */
export const replayVerb: Verb = {
  usage:
    'replay plan --ids FILE|- | --query TEXT [--newest-only]; replay run RUN --reason TEXT --yes [--accept KIND,KIND] [--test N] [--per-minute N] [--at TIME | --when-back] [--newest-only] [--approval ID | --emergency TEXT]; replay ask RUN --reason TEXT [as for run]; replay status|pause|resume|cancel RUN; replay report RUN [--format lines|html|json|csv] [--lang nb|nn|en]  [--data DIR] --as NAME --secret-file FILE',
  async run(args, context) {
    const { values, positionals } = readFlags(
      { args, allowPositionals: true, options: flags } as const,
      replayVerb.usage,
    );
    const [part = '', runId = '', ...others] = positionals;
    const verb = Object.hasOwn(parts, part) ? parts[part] : undefined;
    if (verb === undefined || others.length > 0 || (runId === '') !== (part === 'plan'))
      throw new AppError('BAD_INPUT', `Usage: ${replayVerb.usage}`);
    if (part === 'run' && values.yes !== true)
      throw new AppError('BAD_INPUT', 'This sends messages again. Look at the plan, then add --yes.');
    return withCore<ExitCode>(values, context, (core) =>
      signedIn(values, core, context, (sessionToken) => {
        const call = callAs(core, context, sessionToken);
        return verb({ runId, values, call, context });
      }),
    );
  },
};

const parts: Readonly<Record<string, (asked: Asked) => Promise<ExitCode>>> = {
  plan,
  ask,
  run,
  async status({ runId, call, context }) {
    print(await call('runs.get', { runId }), context);
    return 0;
  },
  report,
  async pause({ runId, call, context }) {
    await call('runs.pause', { requestId: newRequestId('pause', runId), runId });
    print(await call('runs.get', { runId }), context);
    return 0;
  },
  async resume(asked) {
    const { runId, call } = asked;
    await call('runs.resume', { requestId: newRequestId('resume', runId), runId });
    return untilEnd(asked);
  },
  async cancel({ runId, values, call, context }) {
    await call('runs.cancel', { requestId: newRequestId('cancel', runId), runId, reason: reasonOf(values) });
    print(await call('runs.get', { runId }), context);
    return 0;
  },
};

async function plan({ values, call, context }: Asked): Promise<ExitCode> {
  const { ids, query } = values;
  if ((ids === undefined) === (query === undefined))
    throw new AppError('BAD_INPUT', 'A plan takes either --ids FILE or --query TEXT.');
  const scope: InputOf<'runs.plan'>['scope'] =
    ids === undefined
      ? { kind: 'matching', filter: { ...everythingOpen, text: query ?? '' } }
      : { kind: 'these', failureIds: readIds(ids === '-' ? await context.readInput() : readList(ids)) };
  const answer = await call('runs.plan', { requestId: newRequestId('plan', String(process.pid)), scope });
  print(answer, context);
  const { hazards, ...looked } = answer.sample;
  const toRead = hazards.filter(({ outcome }) => outcome !== 'not-found');
  context.print(JSON.stringify({ sample: { ...looked, hazards: toRead } }));
  if (values['newest-only'] === true)
    context.print(JSON.stringify({ versions: await call('runs.olderVersions', { runId: answer.run.runId }) }));
  if (answer.beyond) context.explain('More messages match than one run takes; the rest needs another.');
  return 0;
}

async function run(asked: Asked): Promise<ExitCode> {
  const { runId, values, call, context } = asked;
  const settings = settingsOf(values);
  const { approval: approvalId, emergency } = values;
  await call('runs.start', {
    ...{ requestId: newRequestId('start', runId), runId, settings, reason: reasonOf(values) },
    ...(approvalId === undefined ? {} : { approvalId }),
    ...(emergency === undefined ? {} : { emergency }),
  });
  if (settings.startsAt === null && !settings.whenBack) return untilEnd(asked);
  print(await call('runs.get', { runId }), context);
  return 0;
}

/** Asks a second person, for the settings that it is to be started with. */
async function ask({ runId, values, call, context }: Asked): Promise<ExitCode> {
  const asked = {
    requestId: newRequestId('ask', runId),
    runId,
    settings: settingsOf(values),
    reason: reasonOf(values),
  };
  const { approval } = await call('approvals.askRun', asked);
  const { approvalId, state, expiresAt } = approval;
  context.print(JSON.stringify({ approvalId, runId, state, expiresAt: new Date(expiresAt).toISOString() }));
  return 0;
}

function settingsOf(values: Values): RunSettings {
  return {
    ...standardRunSettings,
    testCount: numberOf(values.test, '--test') ?? standardRunSettings.testCount,
    perMinute: numberOf(values['per-minute'], '--per-minute'),
    startsAt: momentOf(values.at),
    whenBack: values['when-back'] === true,
    newestOnly: values['newest-only'] === true,
    acceptedHazards: (values.accept ?? '').split(',').filter((kind) => kind !== ''),
  };
}

async function untilEnd({ runId, call, context }: Asked): Promise<ExitCode> {
  for (;;) {
    const answer = await call('runs.get', { runId });
    const { counts, run: now } = answer;
    const isOpen = (counts.byState.accepted ?? 0) > 0 && now.state === 'finished';
    if (!isUnderWay(now.state) && !isOpen) {
      print(answer, context);
      const confirmed = good.reduce(
        (sum, state) => sum + (Object.entries(counts.byState).find(([name]) => name === state)?.[1] ?? 0),
        0,
      );
      return now.state === 'finished' && confirmed === counts.sent && counts.leftOut === 0 ? 0 : 1;
    }
    await sleep(lookEveryMs, undefined, { signal: context.signal });
  }
}

/** Everything a system owner asks afterwards, one JSON line a message; no patient data. */
async function report(asked: Asked): Promise<ExitCode> {
  const { runId, values, call, context } = asked;
  const format = values.format ?? 'lines';
  if (format !== 'lines') return reportFile(asked, format);
  const { steps, ...answer } = await call('runs.get', { runId });
  print(answer, context);
  for (const step of steps) context.print(JSON.stringify({ ...step, at: new Date(step.at).toISOString() }));
  for (let after = 0; ; ) {
    const { items } = await call('runs.items', { runId, only: null, after, skip: 0, limit: pageRows });
    for (const { at, ...item } of items) context.print(JSON.stringify({ ...item, at: new Date(at).toISOString() }));
    const last = items.at(-1);
    if (last === undefined) return 0;
    after = last.ordinal;
  }
}

/** The same file as the page saves; without numbers of patients, which only a person at the page may ask for. */
async function reportFile({ runId, values, call, context }: Asked, format: string): Promise<ExitCode> {
  const language = values.lang ?? 'nb';
  if (!isLanguage(language)) throw new AppError('BAD_INPUT', '--lang takes nb, nn or en.');
  if (format !== 'html' && format !== 'json' && format !== 'csv')
    throw new AppError('BAD_INPUT', '--format takes lines, html, json or csv.');
  const order = { runId, format, language, isRevealed: false, reason: null, next: null } as const;
  const { bytes } = await call('runs.report', order);
  context.print(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).trimEnd());
  return 0;
}

function print(
  { run: { runId, state, pauseReason, person, reason, facts }, counts, leftOut }: Answer,
  context: CliContext,
) {
  context.print(
    JSON.stringify({
      runId,
      state,
      pauseReason,
      person,
      reason,
      ...counts,
      ...facts,
      leftOut: counts.leftOut,
      why: leftOut,
    }),
  );
}

const everythingOpen = {
  connectionId: null,
  channelId: null,
  kind: null,
  from: null,
  to: null,
  groupId: null,
  state: 'open',
} as const;

function readIds(text: string): string[] {
  const ids = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (ids.length === 0) throw new AppError('BAD_INPUT', 'The list holds no id.');
  return ids;
}

function readList(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${path} cannot be read.`, { cause });
  }
}

function reasonOf({ reason }: Values): string {
  if (reason === undefined) throw new AppError('BAD_INPUT', '--reason TEXT is missing: it stands in the log.');
  return reason;
}

function numberOf(text: string | undefined, name: string): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new AppError('BAD_INPUT', `${name} takes a whole number.`);
  return number;
}

/** Local where no zone is named. */
function momentOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new AppError('BAD_INPUT', '--at takes a time such as 2026-11-27T05:30.');
  return at;
}

/** One call of this process is one request. */
function newRequestId(what: string, about: string): string {
  return `cli-${what}-${about}-${process.pid}-${Date.now()}`.slice(0, 64);
}
