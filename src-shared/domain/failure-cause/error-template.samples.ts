const analytes = ['Glucose', 'P-Glukose', 'P-CRP', 'B-Hemoglobin'];
const names = [
  'Nordmann, Kari',
  'Berg-Hansen, Anne-Marie',
  'Hansen, Ola',
  'Ås Østby, Bjørg',
  'Berg, Åse',
  'Lie, Per Arne',
];
const times = [
  (n: number) => `2026-${two((n % 12) + 1)}-${two((n % 28) + 1)} ${two(n % 24)}:${two(n % 60)}:09.${n % 1000}`,
  (n: number) => `${two((n % 28) + 1)}.${two((n % 12) + 1)}.2026 ${two(n % 24)}:${two(n % 60)}`,
  (n: number) => `2026${two((n % 12) + 1)}${two((n % 28) + 1)}${two(n % 24)}${two(n % 60)}12`,
  (n: number) => `2026-${two((n % 12) + 1)}-${two((n % 28) + 1)}T${two(n % 24)}:${two(n % 60)}:12Z`,
];
const ids = [
  (n: number) => `${1_000_000 + n * 7919}`,
  (n: number) => `LAB${10_000 + n}`,
  (n: number) => `${hex(n, 8)}-${hex(n * 3, 4)}-4${hex(n, 3)}-a${hex(n * 7, 3)}-${hex(n * 97, 12)}`,
  (n: number) => `A-${n}/2026`.replace('/', '-'),
  () => '[number]',
];

/** Texts of one cause each, with 200 different ids, dates and names. */
export function variantTexts(): Record<string, string[]> {
  const make = (write: (id: string, time: string, name: string, n: number) => string): string[] =>
    Array.from({ length: 200 }, (_, n) =>
      write(pick(ids, n)(n + 1), pick(times, Math.floor(n / 5))(n + 1), pick(names, Math.floor(n / 7)), n + 1),
    );
  return {
    'a receiver that knows no such patient': make(
      (id, time) => `NACK sent from receiver. (Error) Patient ${id} not found in LIS, ${time}`,
    ),
    'a patient by name': make((id, time, name) => `Order ${id} of ${time} rejected for ${name}: no open visit`),
    'a code without a mapping': make((id) => `Error: No mapping for code "${id}" in table lab-codes`),
    'a value that is no number': make(
      (id, _time, _name, n) =>
        `Error: OBX-${(n % 30) + 1}: numeric result expected for ${pick(analytes, n)} but got "${id}"`,
    ),
    'a script that threw': make(
      (id, time, _name, n) => `TypeError: Cannot read property "length" of undefined (visit ${id}, ${time}, line ${n})`,
    ),
    'a time-out': make((id, time, _name, n) => `Read timed out after ${n * 10} ms, message ${id}, sent ${time}`),
  };
}

/** Pairs that look alike and are of two causes. */
export const apart: [string, string][] = [
  ['PID-3: patient identifier is missing', 'PID-8: patient identifier is missing'],
  ['PV1-19 is empty', 'PV1-44 is empty'],
  ['ORC-2.1 is missing', 'ORC-3.1 is missing'],
  ['HTTP 503 Service Unavailable', 'HTTP 500 Internal Server Error'],
  ['HTTP status 400', 'HTTP status 422'],
  ['ORA-00942: table or view does not exist', 'ORA-00904: invalid identifier'],
  ['AppRec: E10 unknown receiver', 'AppRec: E21 unknown receiver'],
  ['Negative AppRec T01', 'Negative AppRec T02'],
  ['MSA AE: Patient not found in LIS', 'MSA AR: Patient not found in LIS'],
  ['Patient not found in LIS', 'Visit not found in LIS'],
  ['Connection refused', 'Connection reset'],
  ['Cannot read property "name" of undefined', 'Cannot read property "address" of undefined'],
  ['ReferenceError: "mapCode" is not defined', 'ReferenceError: "mapUnit" is not defined'],
  ['Value not in table 0078', 'Value not in table 0085'],
  ['No mapping for code "1234" in table lab-codes', 'No mapping for code "1234" in table unit-codes'],
  ['Read timed out', 'Connect timed out'],
  ['MUG-000010: certificate', 'MUG-000012: certificate'],
  ['Unsupported version HL7 v2.3', 'Unsupported version HL7 v2.5.1'],
  ['Not valid in UTF-8', 'Not valid in ISO-8859-1'],
  ['https://fhir.example.invalid/Patient/12 not found', 'https://fhir.example.invalid/Encounter/12 not found'],
  ['SQLSTATE 23505', 'SQLSTATE 40001'],
  ['Certificate expired', 'Certificate revoked'],
  ['Error code 207: application error', 'Error code 204: application error'],
];

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function hex(n: number, length: number): string {
  return (n * 2_654_435_761).toString(16).padStart(length, '0').slice(-length);
}
