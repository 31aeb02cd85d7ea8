import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import type { Logger } from './ports.ts';
import { redactForLog } from './redaction.ts';

type LogLevel = 'debug' | 'info' | 'warn' | 'error';
type Fields = Parameters<Logger['info']>[1];

/**
 * One JSON line per event, every text in it redacted.
 * @param destination where lines go; absent = standard error, so that standard output stays free for answers
 */
export function createLogger(options: { level: LogLevel; destination?: DestinationStream }): Logger {
  const destination = options.destination ?? pino.destination({ dest: 2, sync: true });
  const root = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'message' },
    destination,
  );
  return wrap(root);
}

/** Says nothing; for callers that have no log. */
export function createSilentLogger(): Logger {
  const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore, child: () => silent };
  return silent;
}

function wrap(line: Pino): Logger {
  return {
    debug: (message, fields) => line.debug(clean(fields), redactForLog(message)),
    info: (message, fields) => line.info(clean(fields), redactForLog(message)),
    warn: (message, fields) => line.warn(clean(fields), redactForLog(message)),
    error: (message, fields) => line.error(clean(fields), redactForLog(message)),
    child: (fields) => wrap(line.child(clean(fields))),
  };
}

/** A caller outside the type checker could hand an object over: only plain values pass. */
function clean(fields: Fields): Record<string, unknown> {
  const cleaned: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields ?? {})) {
    if (typeof value === 'string') cleaned[name] = redactForLog(value);
    else if (value === null || typeof value === 'number' || typeof value === 'boolean') cleaned[name] = value;
    else cleaned[name] = '[not logged]';
  }
  return cleaned;
}

function ignore(): void {}
