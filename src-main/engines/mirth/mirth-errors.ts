import type { FailureKind } from '../../../src-shared/domain/failure-kind.ts';

/** `line` is the one line worth reading, at most 300 characters, not redacted yet. `target` `host:port` or null. */
export type ErrorReading = { kind: FailureKind; line: string; target: string | null };

type Rule = { kind: FailureKind; pattern: RegExp };

/**
 * In this order: what is more telling comes first. Texts are those of Mirth Connect/OIE 4.5.2 and of the Java libraries under it
 * (mirth-api §7, exchanges 60, 60c, 61, 61b, 61c). The whole text is searched but for stack traces.
 */
const rules: readonly Rule[] = [
  { kind: 'negative-ack', pattern: /NACK sent from receiver|negative acknowledg|\bMSA\|(AE|AR|CE|CR)\b/i },
  {
    kind: 'security',
    pattern:
      /SSLHandshakeException|SSLException|CertificateException|CertPathValidator|unable to find valid certification path|PKIX|AccessControlException|Auth fail|authentication failed|401 Unauthorized|403 Forbidden|Login incorrect/i,
  },
  {
    kind: 'capacity',
    pattern:
      /No space left on device|Disk quota|OutOfMemoryError|Too many open files|Too many connections|queue is full|429 Too Many|503 Service|507 Insufficient/i,
  },
  { kind: 'timeout', pattern: /Timeout waiting for response|Read timed out|Response timeout|No response|504 Gateway/i },
  {
    kind: 'connection',
    pattern:
      /Connection refused|ConnectException|connect timed out|Connection timed out|NoRouteToHost|No route to host|UnknownHostException|Connection reset|Broken pipe|Socket closed|SocketException|Connection closed|Unable to connect|failed to connect|Communications link failure/i,
  },
  {
    kind: 'missing-mapping',
    pattern:
      /no mapping|missing mapping|mapping (was )?not found|not (found )?in (the )?(code|mapping|lookup) ?table|unknown (code|unit)|unmapped|no entry for/i,
  },
  {
    kind: 'transform-error',
    pattern:
      /Transformer error|Error evaluating transformer|Filter error|Error evaluating filter|Preprocessor|Postprocessor|Error evaluating script|JavascriptTransformerException/i,
  },
  {
    kind: 'validation',
    pattern:
      /SAXParseException|Error parsing|not well-formed|Invalid HL7|could not be parsed|Unable to parse|serializ|schema|Validation/i,
  },
  {
    kind: 'rejected-content',
    pattern: /\brejected\b|has been filtered|400 Bad Request|422 Unprocessable|constraint violation|Duplicate entry/i,
  },
];

/** Reads an error text as the engine stored it. An unknown text stays *unknown*. `sentSettings`: see `targetOfSettings`. */
export function readErrorText(text: string, target: string | null): ErrorReading {
  const telling = withoutTrace(text);
  return { kind: kindOf(telling), line: lineOf(telling), target: target ?? targetIn(telling) };
}

function kindOf(text: string): FailureKind {
  const details = detailsOf(text);
  // A script that throws says in DETAILS why; only a missing mapping is more telling than "the script threw".
  if (details !== null) return isMissingMapping(details) ? 'missing-mapping' : 'transform-error';
  return rules.find(({ pattern }) => pattern.test(text))?.kind ?? 'unknown';
}

function isMissingMapping(text: string): boolean {
  return rules.some(({ kind, pattern }) => kind === 'missing-mapping' && pattern.test(text));
}

/** The DETAILS line, else the text after ERROR MESSAGE, else the first two lines (mirth-api §7). */
function lineOf(text: string): string {
  const message = /^ERROR MESSAGE:\s*(.+)$/m.exec(text)?.[1];
  const line =
    detailsOf(text) ??
    message ??
    text
      .split(/\r\n|\r|\n/)
      .filter((part) => part.trim() !== '')
      .slice(0, 2)
      .join(' ');
  return line.replace(/\s+/g, ' ').trim().slice(0, 300);
}

function detailsOf(text: string): string | null {
  return /^DETAILS:\s*(.+)$/m.exec(text)?.[1] ?? null;
}

/** Java's stack frames, and the script's source quoted by a transformer error, say nothing about the cause. */
function withoutTrace(text: string): string {
  return text.replace(/^SOURCE CODE:[\s\S]*?(?=^LINE NUMBER:|^DETAILS:)/m, '').replace(/^\s+at .*$/gm, '');
}

function targetIn(text: string): string | null {
  const found =
    /\b(?:to|host|address|connect(?:ing|ion)? to)\s*:?\s*\/?([A-Za-z0-9.-]+|\[[0-9a-f:]+\]):(\d{2,5})\b/i.exec(text) ??
    /https?:\/\/([A-Za-z0-9.-]+):(\d{2,5})/i.exec(text);
  return found === null ? null : `${found[1]}:${found[2]}`;
}
