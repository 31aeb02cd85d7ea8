import type { Measurement, ParseOptions } from '../format.ts';
import { isContainer, type JsonDocument, textOf, valueSpan } from '../json/json-document.ts';
import { conceptText, type FhirMessage, ofType, openFhir, resolved } from './fhir-message.ts';
import { below, items, type Resource, type Spot, spotAt, textAt } from './fhir-reader.ts';

type Value = Pick<Measurement, 'value' | 'comparator' | 'unit' | 'unitSystem' | 'valueType'> & { spot: Spot };

/** Longer texts and those of several lines are comments, not measurements. */
const maxTextLength = 200;

/** One for each value of an Observation and of its components, as the number stands in the JSON. */
export function readFhirMeasurements(body: Uint8Array, options: ParseOptions): Measurement[] {
  const message = openFhir(body, options);
  const { document } = message;
  return ofType(message, 'Observation').flatMap((observation) => {
    const shared = { status: textAt(document, observation, 'status'), specimen: specimenOf(message, observation) };
    return [observation, ...items(document, observation, 'component')].flatMap((spot): Measurement[] => {
      const found = readValue(document, spot);
      if (found === null) return [];
      const { spot: place, ...value } = found;
      return [
        { ...shared, ...describe(document, spot), ...value, path: place.path, span: valueSpan(document, place.token) },
      ];
    });
  });
}

function describe(
  document: JsonDocument,
  spot: Spot,
): Pick<Measurement, 'code' | 'codeSystem' | 'codeText' | 'otherCodes' | 'range' | 'flag'> {
  return {
    code: textAt(document, spot, 'code', 'coding', 'code'),
    codeSystem: textAt(document, spot, 'code', 'coding', 'system'),
    codeText: textAt(document, spot, 'code', 'coding', 'display') ?? textAt(document, spot, 'code', 'text'),
    otherCodes: items(document, below(document, spot, 'code'), 'coding')
      .slice(1)
      .flatMap((coding) => {
        const code = textAt(document, coding, 'code');
        return code === null ? [] : [{ code, system: textAt(document, coding, 'system') }];
      }),
    range: rangeText(document, spotAt(document, spot, 'referenceRange')),
    flag:
      textAt(document, spot, 'interpretation', 'coding', 'code') ?? textAt(document, spot, 'interpretation', 'text'),
  };
}

function readValue(document: JsonDocument, spot: Spot): Value | null {
  const quantity = below(document, spot, 'valueQuantity');
  if (quantity !== null) return readQuantity(document, quantity);
  const concept = below(document, spot, 'valueCodeableConcept');
  if (concept !== null) return readConcept(document, concept);
  for (const valueType of ['string', 'integer', 'boolean', 'dateTime', 'time']) {
    const plain = below(document, spot, `value${valueType[0]?.toUpperCase()}${valueType.slice(1)}`);
    if (plain !== null && !isContainer(document, plain.token)) return readPlain(document, plain, valueType);
  }
  return (
    readPair(document, below(document, spot, 'valueRatio'), 'Ratio') ??
    readPair(document, below(document, spot, 'valueRange'), 'Range')
  );
}

/** The unit's code is what machines read; its display only where there is no code. */
function readQuantity(document: JsonDocument, quantity: Spot): Value | null {
  const spot = below(document, quantity, 'value');
  const value = textAt(document, spot);
  if (spot === null || value === null) return null;
  return {
    spot,
    value,
    valueType: 'Quantity',
    comparator: textAt(document, quantity, 'comparator'),
    unit: textAt(document, quantity, 'code') ?? textAt(document, quantity, 'unit'),
    unitSystem: textAt(document, quantity, 'system'),
  };
}

const withoutUnit = { comparator: null, unit: null, unitSystem: null };

function readConcept(document: JsonDocument, concept: Spot): Value | null {
  const coding = spotAt(document, concept, 'coding');
  const places = [
    below(document, coding, 'display'),
    below(document, concept, 'text'),
    below(document, coding, 'code'),
  ];
  const spot = places.find((place) => textAt(document, place) !== null) ?? null;
  return spot === null
    ? null
    : { ...withoutUnit, spot, value: textOf(document, spot.token), valueType: 'CodeableConcept' };
}

function readPlain(document: JsonDocument, spot: Spot, valueType: string): Value | null {
  const text = textAt(document, spot)?.trim() ?? '';
  if (text === '' || text.length > maxTextLength || /[\r\n]/.test(text)) return null;
  const compared = valueType === 'string' ? /^(<=|>=|≤|≥|<|>)\s*(\S.*)$/.exec(text) : null;
  const comparator = compared?.[1]?.replace('≤', '<=').replace('≥', '>=') ?? null;
  return { ...withoutUnit, spot, valueType, comparator, value: compared?.[2] ?? text };
}

/** `1:128` of a titre, `2-5` of a range. */
function readPair(document: JsonDocument, spot: Spot | null, valueType: 'Ratio' | 'Range'): Value | null {
  const [first, second, sign] = valueType === 'Ratio' ? ['numerator', 'denominator', ':'] : ['low', 'high', '-'];
  const values = [textAt(document, spot, first ?? '', 'value'), textAt(document, spot, second ?? '', 'value')];
  if (spot === null || values.every((value) => value === null)) return null;
  return {
    spot,
    valueType,
    value: values.map((value) => value ?? '').join(sign),
    comparator: textAt(document, spot, first ?? '', 'comparator'),
    unit: textAt(document, spot, first ?? '', 'code') ?? textAt(document, spot, first ?? '', 'unit'),
    unitSystem: textAt(document, spot, first ?? '', 'system'),
  };
}

function rangeText(document: JsonDocument, range: Spot | null): string | null {
  const text = textAt(document, range, 'text');
  if (text !== null) return text;
  const low = textAt(document, range, 'low', 'value');
  const high = textAt(document, range, 'high', 'value');
  if (low !== null && high !== null) return `${low}-${high}`;
  return low !== null ? `>=${low}` : high !== null ? `<=${high}` : null;
}

function specimenOf(message: FhirMessage, observation: Resource): string | null {
  const { document } = message;
  const [specimen] = resolved(message, observation, 'specimen');
  const type = specimen === undefined ? null : conceptText(document, below(document, specimen, 'type'));
  return type ?? textAt(document, observation, 'specimen', 'display');
}
