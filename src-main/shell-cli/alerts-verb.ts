import type { OutputOf } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type Call, callAs, coreFlags, readFlags, signedIn, signInFlags, withCore } from './core-flags.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

const flags = {
  ...coreFlags,
  ...signInFlags,
  note: { type: 'string' },
  all: { type: 'boolean' },
  check: { type: 'boolean' },
} as const;

type Asked = {
  ids: string[];
  values: { note?: string | undefined; all?: boolean | undefined; check?: boolean | undefined };
  call: Call;
  context: CliContext;
};
type Told = OutputOf<'alerts.list'>['items'][number];

/**
 * What fires, as JSON lines on standard output; `--all` with what somebody has, what is silenced and what follows from another alert. Exit 0 = told, or
 * acknowledged; 1 = refused, or with `--check` something fires that nobody has.
 */
export const alertsVerb: Verb = {
  usage: 'alerts list [--all] [--check]; alerts ack ALERT… [--note TEXT]  [--data DIR] --as NAME --secret-file FILE|-',
  async run(args, context) {
    const { values, positionals } = readFlags(
      { args, allowPositionals: true, options: flags } as const,
      alertsVerb.usage,
    );
    const [part = '', ...ids] = positionals;
    const verb = Object.hasOwn(parts, part) ? parts[part] : undefined;
    if (verb === undefined || (part === 'ack') !== ids.length > 0)
      throw new AppError('BAD_INPUT', `Usage: ${alertsVerb.usage}`);
    return withCore<ExitCode>(values, context, (core) =>
      signedIn(values, core, context, (sessionToken) =>
        verb({ ids, values, call: callAs(core, context, sessionToken), context }),
      ),
    );
  },
};

const parts: Readonly<Record<string, (asked: Asked) => Promise<ExitCode>>> = {
  async list({ values, call, context }) {
    const { items } = await call('alerts.list', {});
    const wanting = items.filter(isWanting);
    for (const item of values.all === true ? items : wanting) context.print(JSON.stringify(told(item)));
    return values.check === true && wanting.length > 0 ? 1 : 0;
  },
  async ack({ ids, values, call, context }) {
    const note = values.note ?? null;
    const { acknowledged } = await call('alerts.acknowledge', { requestId: crypto.randomUUID(), alertIds: ids, note });
    context.print(JSON.stringify({ acknowledged }));
    return acknowledged === 0 ? 1 : 0;
  },
};

function isWanting({ state, causeId, silencedUntil }: Told): boolean {
  return state === 'firing' && causeId === null && silencedUntil === null;
}

function told({ rule, firedAt, silencedUntil, acknowledgedAt, acknowledgedBy, ...alert }: Told): object {
  const { alertId, severity, state, environment, engineName, subjectName, causeId, value, params } = alert;
  return {
    ...{ alertId, kind: rule.condition.kind, rule: rule.name, severity, state, environment },
    ...{ engine: engineName, subject: subjectName, firedAt: momentOf(firedAt), value, params, causeId },
    ...{ acknowledgedAt: momentOf(acknowledgedAt), acknowledgedBy: acknowledgedBy?.name ?? null },
    silencedUntil: momentOf(silencedUntil),
  };
}

function momentOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
