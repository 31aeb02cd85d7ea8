import type { Hl7Place, Hl7Table, Words } from '../../../domain/hl7-dictionary.ts';
import type { Hl7Overlay, OverlayWords } from '../../../domain/hl7-overlay.ts';
import type { Hl7TablesFile } from './dictionary-files.ts';

/**
 * Overlays laid over each other, the later over the earlier.
 * @method place the standard's place with what overlays say of it; null when neither knows it
 * @method fieldCount the highest field of a segment that any overlay names, 0 when none does
 * @method codes meanings of a table by code, over those of the standard
 */
export type OverlayIndex = {
  words(key: string, standard: string | null): Words | null;
  place(key: string, standard: Hl7Place | null): Hl7Place | null;
  fieldCount(segmentId: string): number;
  table(number: string, standard: Hl7TablesFile['tables'][string] | null): Hl7Table | null;
};

type Entry = Exclude<Hl7Overlay['places'][string], OverlayWords>;

export function indexOverlays(overlays: readonly Hl7Overlay[]): OverlayIndex {
  const entries = new Map<string, Entry>();
  const fieldCounts = new Map<string, number>();
  for (const [key, given] of overlays.flatMap(({ places }) => Object.entries(places))) {
    const entry = typeof given === 'string' || Array.isArray(given) ? { name: given } : given;
    entries.set(key, { ...entries.get(key), ...entry });
    if (isTranslation(entry)) continue;
    const [, id = '', field = '0'] = /^(\w{3})-(\d+)$/.exec(key) ?? [];
    fieldCounts.set(id, Math.max(fieldCounts.get(id) ?? 0, Number(field)));
  }

  function words(key: string, standard: string | null): Words | null {
    const entry = entries.get(key);
    if (standard === null) return entry === undefined || isTranslation(entry) ? null : toWords(entry.name, key);
    return toWords(entry?.name ?? standard, standard);
  }

  return {
    words,
    place(key, standard) {
      const entry = entries.get(key);
      const name = words(key, standard?.name.en ?? null);
      if (entry === undefined || name === null) return standard;
      return {
        name,
        dataType: entry.dataType ?? standard?.dataType ?? null,
        usage: entry.usage ?? standard?.usage ?? null,
        table: entry.table ?? standard?.table ?? null,
        maxLength: entry.maxLength ?? standard?.maxLength ?? null,
        maxRepetitions: limitOf(entry.maxRepetitions) ?? standard?.maxRepetitions ?? null,
      };
    },
    fieldCount: (segmentId) => fieldCounts.get(segmentId) ?? 0,
    table(number, standard) {
      const laid = overlays.flatMap(({ tables }) => (Object.hasOwn(tables, number) ? [tables[number]!] : []));
      if (standard === null && laid.length === 0) return null;
      const codes = new Map(Object.entries(standard?.codes ?? {}).map(([code, en]) => [code, toWords(en, en)]));
      for (const table of laid)
        for (const [code, given] of Object.entries(table.codes))
          codes.set(code, toWords(given, codes.get(code)?.en ?? code));
      const english = standard?.name ?? number;
      return {
        name: toWords(laid.findLast(({ name }) => name !== undefined)?.name ?? english, english),
        codes,
        isUserDefined:
          laid.findLast((table) => table.isUserDefined !== undefined)?.isUserDefined ??
          standard?.user ??
          standard === null,
      };
    },
  };
}

/** Of a place that the standard names: where a version has no such place, there is nothing to translate. */
function isTranslation({ name }: Entry): boolean {
  return Array.isArray(name) && name[0] === null;
}

function toWords(given: OverlayWords, standard: string): Words {
  if (typeof given === 'string') return { en: given, nb: given, nn: given };
  const [en, nb, nn = nb] = given;
  return { en: en ?? standard, nb, nn };
}

function limitOf(given: number | '*' | undefined): number | null {
  return given === '*' ? Number.POSITIVE_INFINITY : (given ?? null);
}
