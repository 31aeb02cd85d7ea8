import { ownValue } from '../own-value.ts';

/** Steps of a judgement, in English for scripts; the pages have their own words for each. */
export const unitReasons = {
  written: '"{{found}}" is another way of writing {{ucum}} ({{source}}).',
  writtenByCode: '"{{found}}" means {{ucum}} only because the code says so ({{source}}).',
  asAsked: 'The unit is written as {{system}} {{code}} asks.',
  asGiven: 'Both units are written alike.',
  sameScale: '{{found}} and {{expected}} are one scale: the number stays.',
  sameKind: 'Both are the same kind of quantity: 1 {{found}} = {{factor}} {{expected}}.',
  shifted: 'Scales with different zeros: {{formula}}.',
  molarMass: 'Molar mass of {{analyte}}: {{mass}} g/mol ({{formula}}).',
  charge: 'One mole of {{analyte}} is {{charge}} equivalents.',
  convention: 'Agreed for {{analyte}}, not derived: 1 {{from}} = {{factor}} {{to}}.',
  unitOfActivity: 'U is written for international units under this code.',
  osmole: 'One osmole is one mole of dissolved particles (UCUM).',
  hba1c: 'HbA1c by the master equation IFCC = 10.93 × NGSP − 23.5: {{formula}}.',
  percentIsNgsp: '% is read as NGSP (DCCT), the scale with that unit in reports.',
  percentOpen: '% under this code may be IFCC % (mmol/mol divided by 10) or NGSP %: other numbers.',
  result: 'So 1 {{found}} = {{factor}} {{expected}}.',
  missing: 'A number without a unit; the code asks for {{expected}}.',
  zeroIsNone: '0 means "no unit", which only quantities without a dimension have.',
  notKnown: 'No source knows the unit "{{unit}}"; it is not guessed from similar ones.',
  denied: '"{{token}}" is {{means}} in UCUM, which no laboratory means; what was meant is not certain.',
  expectedNotKnown: 'No source knows the unit "{{unit}}" that was asked for.',
  codeNotKnown: 'The code is not in the tables, and says no unit to compare with.',
  fibrinUnits: 'FEU and DDU differ about twofold, by the assay: {{found}} is never turned into {{expected}}.',
  fibrinUnitsOpen: 'It is not said on both sides whether FEU or DDU is meant: about twofold apart.',
  inrAndPercent: 'INR and per cent run in opposite directions and by other methods.',
  bodySurface: 'Per 1.73 m² of body surface on one side only: the surface of the patient is not in the result.',
  tagsDiffer: '{{found}} and {{expected}} are about different things.',
  entityOpen: 'It is not said what the unit counts or weighs: {{choices}} give other numbers.',
  titer: 'A titre is a step of dilution, not a concentration.',
  arbitrary: 'Arbitrary units of one maker have no relation to others.',
  assayDependent: '{{found}} and {{expected}} are related by the assay only.',
  otherBasis: '{{found}} and {{expected}} are per different things; volume or time is not in the result.',
  noFactor: 'There is no fixed factor for {{analyte}}.',
  logarithm: 'One of them is a logarithmic scale, which no factor turns into the other.',
  enzymeOrInternational: 'U and IU are the same only for some quantities, and the code does not say that it is one.',
  moleculeOpen: 'A molar mass is needed, and the code does not say whose.',
  otherQuantity: 'The code is about {{expected}}; {{found}} is another kind of quantity.',
  doubtful: 'The row of {{analyte}} is in doubt: it may judge, but not convert.',
  unverified: 'The unit of this code is not verified: nothing is converted by it.',
  notANumber: 'The value is no plain number.',
  implausible: '{{value}} {{unit}} is outside what is plausible for {{analyte}} ({{low}}–{{high}} {{unit}}).',
  plausibleAs: 'Read as {{other}} it would be {{value}} {{unit}}, which is plausible.',
  rangeFitsOther: 'The reference range {{range}} fits {{other}}, not {{unit}}.',
  siteSynonym: '"{{found}}" was accepted here as another way of writing {{expected}}.',
  receiverAsks: 'The receiver asks for {{expected}}, by the list of this site.',
  receiverAsksOther:
    'The receiver asks for {{asked}}, but {{system}} {{code}} is in {{expected}}: one of them must change.',
  flagDisagrees: 'The flag says {{flag}}, which the value and the reference range {{range}} do not.',
} as const;

export type UnitReasonId = keyof typeof unitReasons;
export type UnitReason = { id: UnitReasonId; params: Readonly<Record<string, string>> };

export function unitReason(id: UnitReasonId, params: Readonly<Record<string, string>> = {}): UnitReason {
  return { id, params };
}

export function sayUnitReason({ id, params }: UnitReason): string {
  return unitReasons[id].replace(/\{\{(\w+)\}\}/g, (_, name: string) => ownValue(params, name) ?? '');
}
