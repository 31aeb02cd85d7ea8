import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import { checkPersonNumber } from '../../../../src-shared/formats/shared/check-person-number.ts';
import type { TextKey } from '../../../locales/text-key.ts';
import type { TextParams } from '../../../locales/use-text.ts';
import { momentPlaceOf } from './moment-place.ts';
import { readMoment } from './moment-text.ts';

/** What is said below an input; nothing of it keeps anybody from writing the value. `fine`: it was looked at and is right. */
export type Remark = { tone: 'warning' | 'notice' | 'fine'; key: TextKey; params: TextParams };

/** What can be said of a value while it is written; the validation of the whole message says more. */
export function remarksOn(field: FieldFacts, format: string, value: string): Remark[] {
  const own = remarkByKind(field, format, value);
  const isLong = field.kind !== 'code' && field.maxLength !== null && value.length > field.maxLength;
  const tooLong: Remark = { tone: 'notice', key: 'edit.remark.long', params: { count: field.maxLength ?? 0 } };
  return [...(own === null ? [] : [own]), ...(isLong ? [tooLong] : [])];
}

function remarkByKind({ kind, dataType, choices, isOpen }: FieldFacts, format: string, value: string): Remark | null {
  switch (kind) {
    case 'code': {
      if (choices.some(({ code }) => code === value)) return null;
      return isOpen ? notice('edit.remark.codeOfSite') : warning('edit.remark.codeUnknown');
    }
    case 'number':
      if (/^[+-]?\d+(?:\.\d+)?$/.test(value)) return null;
      return warning(/^[+-]?\d*,\d+$/.test(value) ? 'edit.remark.comma' : 'edit.remark.number');
    case 'moment': {
      const { style, sort } = momentPlaceOf(format, dataType);
      return readMoment(value, style, sort) === null ? warning('edit.remark.moment') : null;
    }
    default:
      return remarkOnNumber(value, kind === 'identifier');
  }
}

/** Eleven digits may be somebody's number wherever they stand; other identifiers have no rule that is known here. */
function remarkOnNumber(value: string, isIdentifier: boolean): Remark | null {
  if (!isIdentifier || !/^\d{6}[ -]?\d{5}$/.test(value.trim())) return null;
  const { kind, validUnder, synthetic, faults } = checkPersonNumber(value);
  const [fault] = faults;
  if (fault !== undefined) return { tone: 'warning', key: `edit.remark.number.${fault}`, params: {} };
  if (validUnder === '2032') return notice('edit.remark.number.2032');
  return {
    tone: 'fine',
    key: synthetic === 'yes' ? 'edit.remark.number.synthetic' : `edit.remark.number.${kind}`,
    params: {},
  };
}

function warning(key: TextKey): Remark {
  return { tone: 'warning', key, params: {} };
}

function notice(key: TextKey): Remark {
  return { tone: 'notice', key, params: {} };
}
