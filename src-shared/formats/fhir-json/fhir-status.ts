import { ownValue } from '../../domain/own-value.ts';
import type { MessageSummary } from '../format.ts';
import { type ReportVersion, versionOf } from '../shared/report-version.ts';
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

/** FHIR R4 value sets diagnostic-report-status and observation-status. */
const versions: Record<string, ReportVersion> = {
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

/** Of the reports in the message and their results. */
export function readVersion(message: FhirMessage): MessageSummary['version'] {
  const read = (type: string) =>
    ofType(message, type).flatMap(
      (resource) => ownValue(versions, textAt(message.document, resource, 'status') ?? '') ?? [],
    );
  return versionOf(read('DiagnosticReport'), read('Observation'));
}
