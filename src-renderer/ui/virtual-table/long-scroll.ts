/**
 * Where a list of equally high rows is scrolled to. Browsers lay out nothing higher than some thirty million pixels, and place rows unevenly
 * long before; a longer list is laid out less high, and `shift` is what its rows stand higher on the screen than in the list, in px.
 */
export type ScrollPlace = { scrollTop: number; shift: number };

/** In px. `viewHeight`: of the part in which rows are seen. */
export type ScrollSize = { count: number; rowHeight: number; viewHeight: number };

const maxHeight = 8_000_000;
/** A wheel or a key goes less far at a time, and the scroll bar further: it moves by a pixel of its own at least. */
const shareOfJump = 2000;
/** So near to an end of what is laid out, the list could end too early. */
const nearEnd = 2000;

export const atTop: ScrollPlace = { scrollTop: 0, shift: 0 };

export function laidOutHeight({ count, rowHeight }: ScrollSize): number {
  return Math.min(count * rowHeight, maxHeight);
}

/** Pixels of the list above what is seen. */
export function topOf({ scrollTop, shift }: ScrollPlace): number {
  return scrollTop + shift;
}

/** The place after the browser has scrolled: by as many rows as pixels say, or, with the scroll bar of a longer list, to its share of the list. */
export function scrolledTo(place: ScrollPlace, scrollTop: number, size: ScrollSize): ScrollPlace {
  const { whole, laidOut } = heightsOf(size);
  if (whole === laidOut) return { scrollTop, shift: 0 };
  const by = scrollTop - place.scrollTop;
  if (Math.abs(by) > maxHeight / shareOfJump) return shareAt(scrollTop, size);
  return clamped({ scrollTop, shift: place.shift }, size);
}

/** The same rows in sight with the scroll bar where it belongs. */
export function settled(place: ScrollPlace, size: ScrollSize): ScrollPlace {
  const { whole, laidOut } = heightsOf(size);
  const top = Math.max(0, Math.min(topOf(place), whole));
  const share = whole === laidOut ? top : Math.round((top / Math.max(1, whole)) * laidOut);
  // Near the ends pixel by pixel: each must be reached by the wheel.
  const least = Math.min(top, nearEnd);
  const most = laidOut - Math.min(whole - top, nearEnd);
  const scrollTop = Math.max(least, Math.min(share, most));
  return { scrollTop, shift: top - scrollTop };
}

/** Whether the scroll bar is so far from where it belongs that an end of the list could not be reached. */
export function isAstray(place: ScrollPlace, size: ScrollSize): boolean {
  const { whole, laidOut } = heightsOf(size);
  if (whole === laidOut) return false;
  const top = topOf(place);
  const isNearLaidOutEnd = place.scrollTop < nearEnd || place.scrollTop > laidOut - nearEnd;
  const isNearEnd = top < nearEnd || top > whole - nearEnd;
  return (isNearLaidOutEnd || isNearEnd) && Math.abs(settled(place, size).scrollTop - place.scrollTop) >= 1;
}

/** Where to be so that a row is in sight; the same place when it is. */
export function placeOfRow(place: ScrollPlace, row: number, size: ScrollSize): ScrollPlace {
  const rowTop = row * size.rowHeight;
  const top = topOf(place);
  const lowest = rowTop + size.rowHeight - size.viewHeight;
  const wanted = rowTop < top ? rowTop : Math.max(top, lowest);
  if (wanted === top) return place;
  const { whole, laidOut } = heightsOf(size);
  const isNear = Math.abs(wanted - top) < size.viewHeight && whole !== laidOut;
  const moved = { scrollTop: place.scrollTop + (wanted - top), shift: place.shift };
  return isNear && !isAstray(moved, size) && moved.scrollTop > 0 && moved.scrollTop < laidOut
    ? moved
    : settled({ scrollTop: wanted, shift: 0 }, size);
}

/** Places of the rows to draw, the last not included. */
export function rowsInSight(place: ScrollPlace, { count, rowHeight, viewHeight }: ScrollSize, around: number) {
  const first = Math.floor(topOf(place) / rowHeight);
  const shown = Math.ceil(viewHeight / rowHeight) + 1;
  return {
    from: Math.max(0, Math.min(first - around, count)),
    to: Math.max(0, Math.min(first + shown + around, count)),
  };
}

function shareAt(scrollTop: number, size: ScrollSize): ScrollPlace {
  const { whole, laidOut } = heightsOf(size);
  const top = Math.round((scrollTop / Math.max(1, laidOut)) * whole);
  return { scrollTop, shift: top - scrollTop };
}

function clamped({ scrollTop, shift }: ScrollPlace, size: ScrollSize): ScrollPlace {
  const top = Math.max(0, Math.min(scrollTop + shift, heightsOf(size).whole));
  return { scrollTop, shift: top - scrollTop };
}

/** What can be scrolled of the list, and of what is laid out of it. */
function heightsOf(size: ScrollSize): { whole: number; laidOut: number } {
  const whole = Math.max(0, size.count * size.rowHeight - size.viewHeight);
  return { whole, laidOut: Math.min(whole, Math.max(0, maxHeight - size.viewHeight)) };
}
