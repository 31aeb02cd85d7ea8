/** Keeps the ends, which tell ids apart; unchanged when it fits in `length` characters. */
export function shortenMiddle(id: string, length: number): string {
  if (id.length <= length) return id;
  const kept = Math.max(2, length - 1);
  const head = Math.ceil(kept / 2);
  return `${id.slice(0, head)}…${id.slice(id.length - (kept - head))}`;
}
