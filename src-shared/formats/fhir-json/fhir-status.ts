import type { MessageSummary } from '../format.ts';
import { type FhirMessage, ofType } from './fhir-message.ts';
import { items, textAt } from './fhir-reader.ts';

const urgentCodes = new Set(['urgent', 'asap', 'stat']);
/** HL7 table 0078: critical values. */
const criticalFlags = new Set(['HH', 'LL', 'AA']);

/** By the priority of orders, and by results that are critical. */
export function readUrgency(message: FhirMessage): MessageSummary['urgency'] {
  const { document } = message;
  const orders = ofType(
    message,
    'ServiceRequest',
    'MedicationRequest',
    'DeviceRequest',
    'CommunicationRequest',
    'Task',
  );
  const priorities = orders.map((order) => textAt(document, order, 'priority'));
  const flags = ofType(message, 'Observation').flatMap((observation) =>
    items(document, observation, 'interpretation').map((concept) => textAt(document, concept, 'coding', 'code')),
  );
  if (priorities.some((code) => code !== null && urgentCodes.has(code))) return 'urgent';
  if (flags.some((code) => code !== null && criticalFlags.has(code))) return 'urgent';
  return priorities.includes('routine') ? 'routine' : 'unknown';
}

type Version = NonNullable<MessageSummary['version']>;

/** FHIR R4 value sets diagnostic-report-status and observation-status. */
const versions: Record<string, Version> = {
  registered: 'preliminary',
  preliminary: 'preliminary',
  partial: 'partial',
  final: 'final',
  amended: 'corrected',
  corrected: 'corrected',
  appended: 'corrected',
  cancelled: 'withdrawn',
  'entered-in-error': 'withdrawn',
};

/** A correction anywhere makes the whole a corrected report; withdrawn it is only when nothing else is left. */
export function readVersion(message: FhirMessage): MessageSummary['version'] {
  const read = (type: string) =>
    ofType(message, type).flatMap((resource) => versions[textAt(message.document, resource, 'status') ?? ''] ?? []);
  const reports = read('DiagnosticReport');
  const results = read('Observation');
  const all = [...reports, ...results];
  const isOnly = (version: Version, among: Version[]) => among.length > 0 && among.every((each) => each === version);
  if (isOnly('withdrawn', results) || (results.length === 0 && isOnly('withdrawn', reports))) return 'withdrawn';
  if (all.includes('corrected') || all.includes('withdrawn')) return 'corrected';
  const said = reports.length > 0 ? reports : results;
  if (said.includes('partial') || (said.includes('final') && said.includes('preliminary'))) return 'partial';
  return said[0] ?? null;
}
