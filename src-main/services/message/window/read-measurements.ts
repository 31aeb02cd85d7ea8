import type { BodyRange } from '../../../../src-shared/contract/message-body.ts';
import { hasUnitToJudge } from '../../../../src-shared/domain/units/has-unit-to-judge.ts';
import type { Measurement } from '../../../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../../../src-shared/formats/index.ts';
import { patientValues } from '../../../../src-shared/formats/shared/patient-values.ts';
import { redactText } from '../../../../src-shared/formats/shared/redact.ts';
import type { BodyDocument } from './body-document.ts';
import type { ShownText } from './row-text.ts';

type Facts = Pick<
  Measurement,
  'path' | 'code' | 'codeSystem' | 'codeText' | 'otherCodes' | 'value' | 'comparator' | 'unit' | 'range' | 'flag'
>;

/** As the reader may see it: `isHidden` the value is masked, and then empty. `place` in the shown text. */
export type ShownMeasurement = Facts & { isHidden: boolean; place: BodyRange };
/** `count` of the message; at most 500 of them are `items`. `sender` null = not stated. */
export type ShownMeasurements = { items: ShownMeasurement[]; count: number; sender: string | null };

const maxShown = 500;

/** The measurements of a body that have a unit to judge. While it is masked, the texts around them are without the patient. */
export function readMeasurements(document: BodyDocument, shown: ShownText): ShownMeasurements {
  const { bytes, encoding } = document.body;
  const format = formatOf(detectFormat(bytes));
  const options = { statedEncoding: encoding };
  const all = format.measurements(bytes, options).filter(hasUnitToJudge);
  const items = all.slice(0, maxShown);
  const known = shown.masked && items.length > 0 ? patientValues(format.parse(bytes, options)) : [];
  const hide = (text: string | null): string | null =>
    text === null || !shown.masked ? text : redactText(text, known);
  return {
    count: all.length,
    sender: items.length === 0 ? null : format.summary(bytes, options).header.sender,
    items: items.map(({ path, span, code, codeSystem, codeText, otherCodes, value, comparator, unit, range, flag }) => {
      const isHidden = shown.masksIn(span).length > 0;
      return {
        ...{ path, codeSystem, otherCodes, comparator, isHidden },
        place: shown.rangeOf(span),
        code: hide(code),
        codeText: hide(codeText),
        value: isHidden ? '' : (hide(value) ?? ''),
        unit: hide(unit),
        range: hide(range),
        flag: hide(flag),
      };
    }),
  };
}
