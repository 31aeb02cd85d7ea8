const dayMs = 86_400_000;

/** `20260312101500+0100`, `2026-03-12T10:15:00Z`, `2026-03-12`, `202603`, `2026`, `12.03.2026`, `120326`: the first part that is a date, and how it is written. */
const forms: readonly { pattern: RegExp; order: readonly ('y' | 'm' | 'd')[] }[] = [
  { pattern: /^(\d{4})-(\d{2})-(\d{2})/, order: ['y', 'm', 'd'] },
  { pattern: /^(\d{2})\.(\d{2})\.(\d{4})/, order: ['d', 'm', 'y'] },
  { pattern: /^(\d{4})(\d{2})(\d{2})/, order: ['y', 'm', 'd'] },
  { pattern: /^(\d{4})-?(\d{2})(?!\d)/, order: ['y', 'm'] },
  { pattern: /^(\d{4})(?!\d)/, order: ['y'] },
];

/**
 * A date or time moved by whole days, in the form and precision it was written; time of day and zone stay.
 * Null when the text begins with no date.
 */
export function shiftDate(text: string, shiftDays: number): string | null {
  for (const { pattern, order } of forms) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const part = (key: 'y' | 'm' | 'd', missing: number) => {
      const at = order.indexOf(key);
      return at < 0 ? missing : Number(match[at + 1]);
    };
    // The middle of what is not said, so that a short shift changes it as seldom as it may.
    const at = Date.UTC(part('y', 0), part('m', 7) - 1, part('d', 15));
    if (Number.isNaN(at) || part('m', 7) > 12 || part('d', 15) > 31) continue;
    return writeDate(match, order, new Date(at + shiftDays * dayMs)) + text.slice(match[0].length);
  }
  return null;
}

function writeDate(match: RegExpExecArray, order: readonly ('y' | 'm' | 'd')[], to: Date): string {
  const values = {
    y: String(to.getUTCFullYear()).padStart(4, '0'),
    m: String(to.getUTCMonth() + 1).padStart(2, '0'),
    d: String(to.getUTCDate()).padStart(2, '0'),
  };
  const marks = match[0].replace(/\d/g, '');
  return order.map((key) => values[key]).join(marks[0] ?? '');
}
