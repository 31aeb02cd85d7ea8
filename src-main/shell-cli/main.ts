import '../platform/lean-heap.ts';
import { text } from 'node:stream/consumers';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { alertsVerb } from './alerts-verb.ts';
import { approvalsVerb } from './approvals-verb.ts';
import { backupVerb } from './backup-verb.ts';
import { callVerb } from './call-verb.ts';
import { convertVerb } from './convert-verb.ts';
import { deidentifyVerb } from './deidentify-verb.ts';
import { diffVerb } from './diff-verb.ts';
import { doctorVerb } from './doctor-verb.ts';
import { editVerb } from './edit-verb.ts';
import { findingsVerb } from './findings-verb.ts';
import { inspectVerb } from './inspect-verb.ts';
import { reconcileVerb } from './reconcile-verb.ts';
import { replayVerb } from './replay-verb.ts';
import { restoreVerb } from './restore-verb.ts';
import { serveVerb } from './serve-verb.ts';
import { validateVerb } from './validate-verb.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

const verbs: Readonly<Record<string, Verb>> = {
  call: callVerb,
  serve: serveVerb,
  doctor: doctorVerb,
  inspect: inspectVerb,
  validate: validateVerb,
  edit: editVerb,
  diff: diffVerb,
  deidentify: deidentifyVerb,
  findings: findingsVerb,
  convert: convertVerb,
  reconcile: reconcileVerb,
  replay: replayVerb,
  approvals: approvalsVerb,
  alerts: alertsVerb,
  backup: backupVerb,
  restore: restoreVerb,
};

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // Whoever presses Ctrl+C a second time does not want to wait; other signals may come twice, to the group and handed on.
    if (stop.signal.aborted && name === 'SIGINT') process.exit(1);
    stop.abort();
  });
}

const context: CliContext = {
  environment: process.env,
  print: (line) => void process.stdout.write(`${line}\n`),
  write: (bytes) => void process.stdout.write(bytes),
  explain: (line) => void process.stderr.write(`${line}\n`),
  readInput: () => text(process.stdin),
  signal: stop.signal,
};

const exitCode = await runVerb(process.argv.slice(2));
// A pipe may still hold the answer; leaving at once would cut it off.
process.stdout.write('', () => process.exit(exitCode));

async function runVerb([name, ...args]: string[]): Promise<ExitCode> {
  const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    context.explain(usage());
    return 2;
  }
  try {
    return await verb.run(args, context);
  } catch (error) {
    if (!(error instanceof AppError)) {
      context.explain(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return 1;
    }
    context.explain(error.message);
    return error.code === 'BAD_INPUT' ? 2 : 1;
  }
}

function usage(): string {
  return ['Usage: cli <verb>', ...Object.values(verbs).map((verb) => `  ${verb.usage}`)].join('\n');
}
