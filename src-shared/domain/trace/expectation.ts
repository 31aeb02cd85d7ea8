import { z } from 'zod';

/**
 * Within how long an order is to be answered, minutes. `sender` part of the name of the system that orders, '' = of any; the first rule that fits counts.
 * Set by the site.
 */
export const expectation = z.object({
  sender: z.string().trim().max(120),
  urgentMinutes: z
    .number()
    .int()
    .min(5)
    .max(60 * 24 * 60),
  routineMinutes: z
    .number()
    .int()
    .min(5)
    .max(60 * 24 * 60),
});
export type Expectation = z.infer<typeof expectation>;

/** Until a site says otherwise: most laboratories answer an urgent order within hours and a common one within two days. */
export const standardExpectations: readonly Expectation[] = [
  { sender: '', urgentMinutes: 4 * 60, routineMinutes: 48 * 60 },
];

const minuteMs = 60_000;

/** Until when the answer to an order is to be expected, ms UTC; null = no rule fits. */
export function dueAtOf(
  { at, isUrgent, sender }: { at: number; isUrgent: boolean; sender: string | null },
  rules: readonly Expectation[],
): number | null {
  const name = (sender ?? '').toLowerCase();
  const rule = rules.find((each) => name.includes(each.sender.toLowerCase()));
  if (rule === undefined) return null;
  return at + (isUrgent ? rule.urgentMinutes : rule.routineMinutes) * minuteMs;
}
