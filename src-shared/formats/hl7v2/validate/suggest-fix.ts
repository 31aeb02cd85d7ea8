import type { Edit } from '../../format.ts';
import { suggestHl7Time } from '../../shared/suggest-value.ts';
import { meaningOfPlace } from '../sensitivity.ts';
import { checkPrimitive } from './check-text-types.ts';
import { type MessageScope, type PlaceInMessage, pathOf } from './message-scope.ts';

const times = new Set(['DT', 'TS', 'DTM']);

/** A time as it must have been meant, where that is sure; null else. What a laboratory has written of its results is the laboratory's to mend. */
export function suggestFix(scope: MessageScope, at: PlaceInMessage, dataType: string, text: string): Edit[] | null {
  if (!times.has(dataType) || at.field === null) return null;
  if (meaningOfPlace(at.segment.id.toUpperCase(), at.field, at.component).clinical) return null;
  const suggested = suggestHl7Time(text);
  if (suggested === null || checkPrimitive(dataType, suggested) !== null) return null;
  return [{ path: pathOf(scope.document, at), text: suggested }];
}
