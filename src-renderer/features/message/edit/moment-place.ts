import type { MomentSort, MomentText } from './moment-text.ts';

const dates = new Set(['DT', 'date']);
const times = new Set(['TM', 'time']);

/** How dates and times are written in a place of that data type. */
export function momentPlaceOf(
  format: string,
  dataType: string | null,
): { style: MomentText['style']; sort: MomentSort } {
  const sort = dates.has(dataType ?? '') ? 'date' : times.has(dataType ?? '') ? 'time' : 'both';
  return { style: format === 'hl7v2' ? 'hl7' : 'iso', sort };
}
