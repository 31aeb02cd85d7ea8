/** As a field of date and time writes it, in local time to the minute. */
export function toLocalField(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [String(date.getFullYear()).padStart(4, '0'), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Null: nothing, or nothing readable, is in the field. */
export function fromLocalField(value: string): number | null {
  const at = /^\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) ? new Date(value).getTime() : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
