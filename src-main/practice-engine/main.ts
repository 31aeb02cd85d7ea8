import { homedir } from 'node:os';
import { join } from 'node:path';
import { readArguments, usage } from './arguments.ts';
import { type PracticeEngine, startPracticeEngineHere } from './practice-engine.ts';

const options = readArguments(process.argv.slice(2), join(homedir(), '.vaktbord-practice'));
if (typeof options === 'string') {
  process.stderr.write(`${options}\nUsage: ${usage}\n`);
  process.exit(2);
}

const engine = await startPracticeEngineHere(options).catch((error: unknown) => {
  process.stderr.write(
    `The practice engine could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
if (options.isChild) {
  process.stdout.write(`${JSON.stringify(engine.ready)}\n`);
  // The pipe ends with the parent, however the parent ended.
  process.stdin.on('end', stop).on('error', stop).resume();
} else {
  process.stdout.write(describe(engine));
}
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

function stop(): void {
  // Whatever hangs must not keep an orphan alive.
  setTimeout(() => process.exit(1), 5_000).unref();
  void engine.close().finally(() => process.exit(0));
}

function describe({ ready }: PracticeEngine): string {
  const ports = Object.entries(ready.mllpPorts).filter(([, port]) => port > 0);
  return [
    'Practice engine. Synthetic persons only; it listens on this machine only.',
    `  URL          ${ready.apiUrl}`,
    `  user         ${ready.userName}`,
    `  password     ${ready.password}`,
    `  certificate  SHA-256 ${ready.certificateFingerprint}`,
    `  control      ${ready.controlUrl}  token ${ready.controlToken}`,
    ...ports.map(([channelId, port]) => `  MLLP ${port}  ${channelId}`),
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}
