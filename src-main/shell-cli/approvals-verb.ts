import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Approval, Emergency } from '../../src-shared/domain/approval.ts';
import { type Call, callAs, coreFlags, readFlags, signedIn, signInFlags, withCore } from './core-flags.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

const flags = {
  ...coreFlags,
  ...signInFlags,
  reason: { type: 'string' },
  all: { type: 'boolean' },
  check: { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

type Values = { reason?: string | undefined; all?: boolean | undefined; check?: boolean | undefined };
type Asked = { id: string; values: Values; secret: string; call: Call; context: CliContext };

/**
 * What waits for a second person, and what was sent alone in an emergency and nobody else has looked at. JSON lines on standard output. Exit 0 = told, or
 * decided; 1 = refused, or with `--check` something waits.
 */
export const approvalsVerb: Verb = {
  usage:
    'approvals list|emergencies [--all] [--check]; approvals approve APPROVAL --reason TEXT --yes; approvals refuse APPROVAL --reason TEXT; approvals review RUN --reason TEXT  [--data DIR] --as NAME --secret-file FILE|-',
  async run(args, context) {
    const { values, positionals } = readFlags(
      { args, allowPositionals: true, options: flags } as const,
      approvalsVerb.usage,
    );
    const [part = '', id = '', ...others] = positionals;
    const verb = Object.hasOwn(parts, part) ? parts[part] : undefined;
    const isList = part === 'list' || part === 'emergencies';
    if (verb === undefined || others.length > 0 || (id === '') !== isList)
      throw new AppError('BAD_INPUT', `Usage: ${approvalsVerb.usage}`);
    if (part === 'approve' && values.yes !== true)
      throw new AppError('BAD_INPUT', 'This lets messages be sent again. Look at what is asked for, then add --yes.');
    return withCore<ExitCode>(values, context, (core) =>
      signedIn(values, core, context, (sessionToken, secret) => {
        const call = callAs(core, context, sessionToken);
        return verb({ id, values, secret: secret ?? '', call, context });
      }),
    );
  },
};

const parts: Readonly<Record<string, (asked: Asked) => Promise<ExitCode>>> = {
  async list({ values, call, context }) {
    const { items } = await call('approvals.list', { open: values.all !== true, runId: null, ref: null });
    for (const item of items) context.print(JSON.stringify(told(item)));
    return values.check === true && items.some(({ state }) => state === 'asked') ? 1 : 0;
  },
  async emergencies({ values, call, context }) {
    const { items } = await call('approvals.emergencies', { open: values.all !== true, runId: null });
    for (const item of items) context.print(JSON.stringify(toldEmergency(item)));
    return values.check === true && items.some(({ review }) => review === null) ? 1 : 0;
  },
  async approve({ id: approvalId, values, secret, call, context }) {
    const requestId = crypto.randomUUID();
    const { approval } = await call('approvals.grant', { requestId, approvalId, secret, reason: reasonOf(values) });
    context.print(JSON.stringify(told(approval)));
    return 0;
  },
  async refuse({ id: approvalId, values, call, context }) {
    const requestId = crypto.randomUUID();
    const { approval } = await call('approvals.refuse', { requestId, approvalId, reason: reasonOf(values) });
    context.print(JSON.stringify(told(approval)));
    return 0;
  },
  async review({ id: runId, values, call, context }) {
    await call('approvals.review', { requestId: crypto.randomUUID(), runId, reason: reasonOf(values) });
    const { items } = await call('approvals.emergencies', { open: false, runId });
    for (const item of items) context.print(JSON.stringify(toldEmergency(item)));
    return 0;
  },
};

function told({ askedAt, expiresAt, decidedAt, askedBy, decidedBy, ...approval }: Approval): object {
  return {
    ...approval,
    ...{ askedBy: askedBy.name, askedAt: momentOf(askedAt), expiresAt: momentOf(expiresAt) },
    ...{ decidedBy: decidedBy?.name ?? null, decidedAt: decidedAt === null ? null : momentOf(decidedAt) },
  };
}

function toldEmergency({ at, dueAt, person, review, ...emergency }: Emergency): object {
  const reviewed = review === null ? null : { at: momentOf(review.at), person: review.person.name, note: review.note };
  return { ...emergency, at: momentOf(at), dueAt: momentOf(dueAt), person: person.name, review: reviewed };
}

function momentOf(at: number): string {
  return new Date(at).toISOString();
}

function reasonOf({ reason }: Values): string {
  if (reason === undefined) throw new AppError('BAD_INPUT', '--reason TEXT is missing: it stands in the log.');
  return reason;
}
