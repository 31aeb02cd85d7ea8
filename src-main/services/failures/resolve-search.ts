import { AppError } from '../../../src-shared/domain/app-error.ts';
import { ownStates } from '../../../src-shared/domain/failure-handling.ts';
import { failureKind } from '../../../src-shared/domain/failure-kind.ts';
import { readSearch } from '../../../src-shared/domain/search/read-search.ts';
import { missingField, type SearchFieldName } from '../../../src-shared/domain/search/search-fields.ts';
import type { SearchFault, SearchQuery, SearchTerm } from '../../../src-shared/domain/search/search-query.ts';
import { readDuration, readTimeRange } from '../../../src-shared/domain/search/search-times.ts';
import { parseHl7Path } from '../../../src-shared/formats/hl7v2/hl7-path.ts';
import { meaningOfPlace } from '../../../src-shared/formats/hl7v2/sensitivity.ts';
import { zoneOffsetMs } from '../../../src-shared/formats/shared/zone-offset.ts';
import type { FailureCondition } from '../../store/failure-condition.ts';

/** `zone`: IANA name of the wall clock that times are meant by. `engines`: those that can be asked for by name. */
export type SearchWorld = { now: number; zone: string; engines: { connectionId: string; name: string }[] };

/**
 * What a person wrote, as the store understands it; `text`: free text and nothing else, which has a way of its own there.
 * @throws AppError BAD_INPUT `search.fault.<rule>`, with `at` and `length` of the place
 */
export function resolveSearch(
  written: string | null,
  world: SearchWorld,
): { text: string | null; condition: FailureCondition | null } {
  const reading = readSearch(written ?? '');
  if (reading.kind === 'fault') throw faultError(reading.fault);
  const { query } = reading;
  if (query === null) return { text: null, condition: null };
  if (isFreeText(query)) return { text: query.value, condition: null };
  return { text: null, condition: resolve(query, world) };
}

function isFreeText(query: SearchQuery): query is SearchTerm {
  return query.kind === 'term' && query.field === null;
}

function resolve(query: SearchQuery, world: SearchWorld): FailureCondition {
  switch (query.kind) {
    case 'and':
    case 'or':
      return { kind: query.kind, parts: query.parts.map((part) => resolve(part, world)) };
    case 'not':
      return { kind: 'not', part: resolve(query.part, world) };
    case 'term':
      return resolveTerm(query, world);
    default:
      return query satisfies never;
  }
}

function resolveTerm(term: SearchTerm, world: SearchWorld): FailureCondition {
  const { value, isPrefix } = term;
  const missing = missingField(term);
  if (missing !== null) return { kind: 'missing', column: missing };
  const name = term.field as SearchFieldName | null;
  switch (name) {
    case null:
      return { kind: 'text', text: value };
    case 'channel':
    case 'connector':
    case 'type':
    case 'sender':
    case 'receiver':
    case 'target':
      return { kind: 'column', column: name, text: value, isPrefix };
    case 'engine':
      return { kind: 'connection', connectionIds: enginesNamed(value, world) };
    case 'id':
      return { kind: 'control-id', text: value, isPrefix };
    case 'group':
      return { kind: 'group', groupId: value };
    case 'patient':
    case 'order':
      return { kind: 'key', purpose: name, value };
    case 'error':
      return { kind: 'failure-kind', failureKind: failureKind.parse(value) };
    case 'status':
      return statusCondition(value, world.now);
    case 'owner':
      return { kind: 'owner', text: value, isPrefix };
    case 'urgent':
      return { kind: 'urgent', isUrgent: value === 'yes' };
    case 'age':
      return ageRange(term, world.now);
    case 'time':
      return timeRange(term, world.zone);
    default:
      return fieldCondition(term, name);
  }
}

function statusCondition(status: string, now: number): FailureCondition {
  const own = ownStates.find((state) => state === status);
  return own === undefined ? { kind: 'status', status } : { kind: 'own-state', state: own, now };
}

function enginesNamed(value: string, { engines }: SearchWorld): string[] {
  const wanted = value.toLowerCase();
  return engines.filter(({ name }) => name.toLowerCase().includes(wanted)).map(({ connectionId }) => connectionId);
}

/** An age alone means at most so old. */
function ageRange({ operator, value }: SearchTerm, now: number): FailureCondition {
  const at = now - (readDuration(value) ?? 0);
  return operator === ':>' || operator === ':>='
    ? { kind: 'time', from: null, to: operator === ':>' ? at : at + 1 }
    : { kind: 'time', from: operator === ':<' ? at + 1 : at, to: null };
}

function timeRange({ operator, value }: SearchTerm, zone: string): FailureCondition {
  const { from, to } = readTimeRange(value, (wallMs) => wallMs - zoneOffsetMs(wallMs, zone)) ?? {
    from: null,
    to: null,
  };
  switch (operator) {
    case ':<':
      return { kind: 'time', from: null, to: from };
    case ':<=':
      return { kind: 'time', from: null, to };
    case ':>':
      return { kind: 'time', from: to, to: null };
    case ':>=':
      return { kind: 'time', from, to: null };
    default:
      return { kind: 'time', from, to };
  }
}

const patientNumbers = new Set(['PID-2', 'PID-3', 'PID-4', 'PID-19', 'MRG-1', 'MRG-4']);
const orderNumbers = new Set(['ORC-2', 'ORC-3', 'OBR-2', 'OBR-3']);

/** Numbers of patients and orders are kept as keyed hashes, whole only; other patient data cannot be searched by address. */
function fieldCondition({ value, isPrefix }: SearchTerm, path: string): FailureCondition {
  const place = parseHl7Path(path);
  if (place === null || !('id' in place.segment)) return { kind: 'field', path, value, isPrefix };
  const { id } = place.segment;
  const field = `${id}-${place.field ?? 0}`;
  const isNumber = place.component === null || place.component === 1;
  if (field === 'MSH-10') return { kind: 'control-id', text: value, isPrefix };
  if (isNumber && !isPrefix && patientNumbers.has(field)) return { kind: 'key', purpose: 'patient', value };
  if (isNumber && !isPrefix && orderNumbers.has(field)) return { kind: 'key', purpose: 'order', value };
  if (meaningOfPlace(id, place.field ?? 0, place.component).maskAs !== null)
    throw new AppError('BAD_INPUT', 'Patient data cannot be searched by address.', {
      messageKey: 'search.fault.patient-field',
      params: { field: path, at: 0, length: 0 },
    });
  return { kind: 'field', path, value, isPrefix };
}

function faultError({ rule, at, length, params }: SearchFault): AppError {
  return new AppError('BAD_INPUT', `The search cannot be read at character ${at + 1}.`, {
    messageKey: `search.fault.${rule}`,
    params: { ...params, at, length },
  });
}
