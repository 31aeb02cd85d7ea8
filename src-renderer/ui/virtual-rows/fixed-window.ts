/** Browsers lay out no element higher than about 33 million pixels; more rows than fit share the scroll bar by proportion. */
const maxHeight = 24_000_000;

/** What to draw of a list of equally high rows. `top` of the first drawn row and `height` of the whole, in pixels. */
export type FixedWindow = { from: number; to: number; top: number; height: number };

type Viewport = { count: number; rowHeight: number; scrollTop: number; viewHeight: number };

const overscan = 12;

export function windowOf({ count, rowHeight, scrollTop, viewHeight }: Viewport): FixedWindow {
  const whole = count * rowHeight;
  const height = Math.min(whole, maxHeight);
  const visible = Math.ceil(viewHeight / rowHeight) + 1;
  const first = Math.max(0, Math.min(firstRow(whole, height, { count, rowHeight, scrollTop, viewHeight }), count - 1));
  const from = Math.max(0, first - overscan);
  const top = whole === height ? from * rowHeight : Math.max(0, scrollTop - (first - from) * rowHeight);
  return { from, to: Math.min(count, first + visible + overscan), top, height };
}

/** Where to scroll to so that a row is in the middle. */
export function scrollTopOf(row: number, viewport: Omit<Viewport, 'scrollTop'>): number {
  const { count, rowHeight, viewHeight } = viewport;
  const whole = count * rowHeight;
  const middle = Math.max(0, row * rowHeight - (viewHeight - rowHeight) / 2);
  if (whole <= maxHeight) return Math.min(middle, Math.max(0, whole - viewHeight));
  return (middle / Math.max(1, whole - viewHeight)) * (maxHeight - viewHeight);
}

function firstRow(whole: number, height: number, { rowHeight, scrollTop, viewHeight }: Viewport): number {
  if (whole === height) return Math.floor(scrollTop / rowHeight);
  return Math.floor(((scrollTop / Math.max(1, height - viewHeight)) * (whole - viewHeight)) / rowHeight);
}
