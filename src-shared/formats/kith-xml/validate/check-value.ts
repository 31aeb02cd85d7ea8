import type { Edit } from '../../format.ts';
import { findPersonNumberFaults, findRegisterNumberFaults } from '../../shared/find-identifier-faults.ts';
import { regroupDigits } from '../../shared/regroup-digits.ts';
import { suggestXmlTime } from '../../shared/suggest-value.ts';
import { checkCodeSet } from '../kith-codes.ts';
import { isKithTime } from '../kith-time.ts';
import type { Visited } from '../kith-walk.ts';
import { type KithReport, standards, startPlace, valuePlace } from './kith-report.ts';

/** The value of one element by its data type. */
export function checkValue(visited: Visited, report: KithReport): void {
  const { scope } = visited;
  if (scope.area === 'foreign' || scope.isSigned) return;
  if (visited.element.children.length > 0) return;
  if (scope.type === 'TS') checkTime(visited, report);
  if (scope.type === 'PQ') checkQuantity(visited, report);
  if (scope.type === 'CS' || scope.type === 'CV') checkCode(visited, report);
  if (['Id', 'OffId', 'RelPartyOffId', 'PartyId'].includes(scope.name)) checkIdentifier(visited, report);
}

function checkTime(visited: Visited, report: KithReport): void {
  const { scope, attributes } = visited;
  const value = valuePlace(visited, attributes);
  const reference = standards[scope.kind];
  if (value.text === '') return;
  const suggested = suggestXmlTime(value.text);
  const fix = scope.area !== 'clinical' && suggested !== null && isKithTime(suggested) ? fixOf(value, suggested) : null;
  if (!isKithTime(value.text)) report(value, { rule: 'kith.date', reference, fix });
  else if (scope.name === 'GenDate' && !/(?:Z|[+-]\d\d:?\d\d)$/.test(value.text))
    report(value, { rule: 'kith.date-zone', reference });
}

/** XML Schema's double, which is what `V` of a quantity is. */
const double = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)$/;

function checkQuantity(visited: Visited, report: KithReport): void {
  const { scope, attributes } = visited;
  const value = valuePlace(visited, attributes);
  const reference = standards[scope.kind];
  if (value.text === '') {
    report(startPlace(visited), { rule: 'kith.element-empty', params: { element: scope.name }, reference });
    return;
  }
  const isComma = /^[+-]?\d+,\d+$/.test(value.text);
  const rule = isComma ? 'kith.decimal-comma' : 'kith.number';
  if (!double.test(value.text)) report(value, { rule, reference });
  const unit = attributes.find(({ name }) => name === 'U');
  if (scope.name === 'NumResultValue' && (unit?.value.trim() ?? '') === '')
    report(startPlace(visited), { rule: 'kith.unit-missing', reference });
}

function checkCode(visited: Visited, report: KithReport): void {
  const { scope, attributes } = visited;
  const read = (name: string) => attributes.find((each) => each.name === name)?.value.trim() ?? '';
  const code = read('V');
  const reference = standards[scope.kind];
  // A comment that is no code but holds text and codes of its own has the same name as a code.
  if (code === '' && (attributes.length > 0 || visited.element.text().trim() === ''))
    report(startPlace(visited), { rule: 'kith.code-missing', params: { element: scope.name }, reference });
  const fault = checkCodeSet(scope.name, { code, text: read('DN') }, scope.kind);
  if (fault === null) return;
  const rule = fault.fault === 'unknown' ? 'kith.code-unknown' : 'kith.code-text';
  report(valuePlace(visited, attributes), {
    rule,
    params: { codeSet: fault.codeSet },
    reference: `Volven ${fault.codeSet}`,
  });
}

const persons = { FNR: 'fnr', DNR: 'dnr', HNR: 'hnr', FHN: 'fhn', DUF: 'duf' } as const;
const registers = { HER: 'her', ENH: 'orgnr', HPR: 'hpr', RSH: 'resh' } as const;

/** An id against the kind that stands beside it. */
function checkIdentifier(visited: Visited, report: KithReport): void {
  const { scope, attributes, parent, element } = visited;
  // Elsewhere `Id` is that of a message, an order or an examination.
  const isOfParty = scope.area === 'patient' || scope.area === 'relative' || scope.area === 'staff';
  if (!isOfParty && scope.name !== 'PartyId') return;
  const value = valuePlace(visited, attributes);
  if (value.text === '') return;
  const type = typeOf(visited);
  if (type === '') {
    if (parent !== null && element.localName === 'Id')
      report(value, { rule: 'kith.id-type-missing', reference: standards[scope.kind] });
    return;
  }
  const digits = regroupDigits(value.text, (regrouped) => findFaults(regrouped, type));
  for (const { rule, params, reference } of findFaults(value.text, type))
    report(value, { rule, params, reference, fix: rule === 'id.characters' ? fixOf(value, digits) : null });
}

function fixOf({ path }: { path: string }, text: string | null): Edit[] | null {
  return text === null ? null : [{ path, text }];
}

function findFaults(text: string, type: string) {
  if (Object.hasOwn(persons, type)) return findPersonNumberFaults(text, persons[type as keyof typeof persons]);
  if (Object.hasOwn(registers, type)) return findRegisterNumberFaults(text, registers[type as keyof typeof registers]);
  return [];
}

/** `TypeId/@V` beside `Id`, `TypeOffId/@V` beside `OffId`, `Type/@V` of another id, `eb:type` of a party. */
function typeOf({ scope, attributes, parent }: Visited): string {
  if (scope.name === 'PartyId')
    return attributes.find(({ name }) => name.replace(/^.*:/, '') === 'type')?.value.trim() ?? '';
  const names = scope.name === 'OffId' ? ['TypeOffId'] : ['TypeId', 'Type'];
  const type = names.map((name) => parent?.first(name)).find((each) => each != null);
  return type?.attribute('V')?.trim() ?? '';
}
