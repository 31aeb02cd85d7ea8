import { type TraceFacts, traceRoleOf } from '../domain/trace/trace-facts.ts';
import { readFhirTraceParts } from './fhir-json/fhir-trace-facts.ts';
import type { FormatId, MessageSummary, ParseOptions, Traced, TraceParts } from './format.ts';
import { readTracedHl7 } from './hl7v2/hl7-trace-facts.ts';
import { detectFormat, formatOf } from './index.ts';
import { readTracedKith } from './kith-xml/kith-trace-facts.ts';
import { birthOfNumber } from './shared/birth-of-number.ts';

const noParts: TraceParts = {
  ...{ role: null, reportKey: null, requesters: [], birthDate: null, isCancelled: false },
  ...{ orderGroups: [], testGroup: null },
};

const readers: Partial<Record<FormatId, (body: Uint8Array, options: ParseOptions) => Traced>> = {
  hl7v2: readTracedHl7,
  'kith-xml': readTracedKith,
  'fhir-json': (body, options) => ({
    summary: formatOf('fhir-json').summary(body, options),
    parts: readFhirTraceParts(body, options),
  }),
};

/** A message's summary, and what a trace needs of it. Never throws for bad input; null for a message that its format stumbles over. */
export function readTraced(
  bytes: Uint8Array,
  options: ParseOptions,
): { summary: MessageSummary; facts: TraceFacts } | null {
  try {
    const format = formatOf(detectFormat(bytes));
    const traced = readers[format.id]?.(bytes, options);
    const { summary, parts } = traced ?? { summary: format.summary(bytes, options), parts: noParts };
    return { summary, facts: factsOf(summary, parts) };
  } catch {
    return null;
  }
}

function factsOf(summary: MessageSummary, { isCancelled, role, birthDate, ...parts }: TraceParts): TraceFacts {
  const { header, version, urgency, receipt, recipients, patient } = summary;
  const error = receipt?.errors.find(({ code }) => code !== null)?.code ?? null;
  return {
    ...parts,
    role:
      receipt === null && role !== null
        ? role
        : traceRoleOf({ messageType: header.messageType, isReceipt: receipt !== null, isCancelled }),
    birthDate: birthDate ?? (patient === null ? null : birthOfNumber(patient)),
    version,
    versionAt: header.messageAt,
    isUrgent: urgency === 'urgent',
    refersTo: receipt?.refersTo ?? null,
    receipt:
      receipt === null
        ? null
        : { outcome: receipt.outcome, code: [receipt.status, error].filter((part) => part !== null).join(' ') },
    recipients,
  };
}
