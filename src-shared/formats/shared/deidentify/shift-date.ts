const dayMs = 86_400_000;

/** `2026-03-12`, `12.03.2026`, `20260312`, `2026-03`, `2026`, and what may follow a date: a time and a zone. Six digits may mean two things and are none. */
const forms: readonly { pattern: RegExp; order: readonly ('y' | 'm' | 'd')[] }[] = [
  { pattern: /^(\d{4})-(\d{2})-(\d{2})/, order: ['y', 'm', 'd'] },
  { pattern: /^(\d{2})\.(\d{2})\.(\d{4})/, order: ['d', 'm', 'y'] },
  { pattern: /^(\d{4})(\d{2})(\d{2})/, order: ['y', 'm', 'd'] },
  { pattern: /^(\d{4})-(\d{2})(?!\d)/, order: ['y', 'm'] },
  { pattern: /^(\d{4})(?!\d)/, order: ['y'] },
];
const timeAndZone = /^(?:T?[\d:.]*)(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A date or time moved by whole days, in the form and precision it was written; time of day and zone stay. A year alone moves by at least one.
 * Null when the text is anything else, also when something else follows.
 */
export function shiftDate(text: string, shiftDays: number): string | null {
  for (const { pattern, order } of forms) {
    const match = pattern.exec(text);
    if (match === null || !timeAndZone.test(text.slice(match[0].length))) continue;
    const part = (key: 'y' | 'm' | 'd', missing: number) => {
      const at = order.indexOf(key);
      return at < 0 ? missing : Number(match[at + 1]);
    };
    const [year, month, day] = [part('y', 0), part('m', 7), part('d', 15)];
    if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) continue;
    const least = order.length === 1 ? 366 : order.length === 2 ? 31 : 1;
    const days = Math.sign(shiftDays) * Math.max(Math.abs(shiftDays), least);
    // The middle of what is not said, so that a short shift changes it as seldom as it may.
    return (
      writeDate(match, order, new Date(Date.UTC(year, month - 1, day) + days * dayMs)) + text.slice(match[0].length)
    );
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
