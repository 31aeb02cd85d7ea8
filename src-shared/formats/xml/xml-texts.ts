/** A piece of an element's own text, as byte offsets; of CDATA with its marks. */
export type XmlText = { start: number; end: number; isCdata: boolean };

/** In the place of a text's number: there is none. */
export const noText = -1;

/**
 * The texts of a document by number, in columns: there are as many as elements, and an object for each would cost more than the text.
 * @method add the number of the new text
 * @method link sets which of the same element follows
 */
export type XmlTexts = {
  add(text: XmlText): number;
  link(text: number, next: number): void;
  next(text: number): number;
  at(text: number): XmlText;
};

/** @param sizeBytes of the document, from which the room is guessed */
export function createXmlTexts(sizeBytes: number): XmlTexts {
  let room = Math.max(16, sizeBytes >> 6);
  let starts = new Uint32Array(room);
  let ends = new Uint32Array(room);
  let following = new Int32Array(room);
  let cdata: Set<number> | null = null;
  let count = 0;

  function grow(): void {
    room = Math.ceil(room * 1.6);
    starts = enlarge(starts, new Uint32Array(room));
    ends = enlarge(ends, new Uint32Array(room));
    following = enlarge(following, new Int32Array(room));
  }

  return {
    add({ start, end, isCdata }) {
      if (count === room) grow();
      starts[count] = start;
      ends[count] = end;
      following[count] = noText;
      if (isCdata) {
        cdata ??= new Set();
        cdata.add(count);
      }
      count += 1;
      return count - 1;
    },
    link(text, next) {
      following[text] = next;
    },
    next: (text) => following[text] ?? noText,
    at: (text) => ({ start: starts[text] ?? 0, end: ends[text] ?? 0, isCdata: cdata?.has(text) ?? false }),
  };
}

function enlarge<T extends Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
