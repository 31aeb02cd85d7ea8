import { z } from 'zod';
import { alertActor } from '../alerts/alert.ts';

/**
 * What may have to be told outside, and when. *controller*: a supplier tells the controller at once (GDPR 33(2)); *authority*: the controller tells the data-protection
 * authority (33(1)); *digital-security*: notice by the law on digital security; *partners*: partners told of a stop over the agreed time; *addresses*: whether
 * protected addresses were touched. Vaktbord reminds; people decide and send.
 */
export const checkIds = ['controller', 'authority', 'digital-security', 'partners', 'addresses'] as const;
export const checkId = z.enum(checkIds);
export type CheckId = z.infer<typeof checkId>;

/** *aware*: from the moment somebody states that they knew; *opened*: from when the incident was opened. */
export const clockStarts = ['aware', 'opened'] as const;

/**
 * One point as the site has set it. `hours` after `startsAt` it is due, 0 = at once, null = no clock. `text` in the site's own words, null = the standard one, which the
 * site has to review; `isReviewed`: somebody says that they have.
 */
export const checkRule = z.object({
  checkId,
  isOn: z.boolean(),
  startsAt: z.enum(clockStarts),
  hours: z.number().min(0).max(8760).nullable(),
  text: z.string().trim().min(3).max(1000).nullable(),
  isReviewed: z.boolean(),
});
export type CheckRule = z.infer<typeof checkRule>;

export const standardChecklist: readonly CheckRule[] = [
  { checkId: 'controller', isOn: true, startsAt: 'aware', hours: 0, text: null, isReviewed: false },
  { checkId: 'authority', isOn: true, startsAt: 'aware', hours: 72, text: null, isReviewed: false },
  { checkId: 'digital-security', isOn: true, startsAt: 'aware', hours: 24, text: null, isReviewed: false },
  { checkId: 'partners', isOn: true, startsAt: 'opened', hours: 4, text: null, isReviewed: false },
  { checkId: 'addresses', isOn: true, startsAt: 'opened', hours: null, text: null, isReviewed: false },
];

/** The rule as it was when the incident was opened. `dueAt` ms UTC, fixed when its clock starts; null = no clock, or not started. */
export const checkItem = checkRule.extend({
  dueAt: z.number().int().nullable(),
  doneAt: z.number().int().nullable(),
  doneBy: alertActor.nullable(),
});
export type CheckItem = z.infer<typeof checkItem>;

const hourMs = 3_600_000;

/** Hours are hours that pass, not hands of a clock: a night with daylight saving moves no deadline. @param start ms UTC, null = not started */
export function dueAtOf({ hours }: Pick<CheckRule, 'hours'>, start: number | null): number | null {
  return hours === null || start === null ? null : start + Math.round(hours * hourMs);
}

export function checksOf(rules: readonly CheckRule[], { openedAt, awareAt }: Starts): CheckItem[] {
  return rules
    .filter(({ isOn }) => isOn)
    .map((rule) => ({
      ...rule,
      dueAt: dueAtOf(rule, startOf(rule, { openedAt, awareAt })),
      doneAt: null,
      doneBy: null,
    }));
}

type Starts = { openedAt: number; awareAt: number | null };

function startOf({ startsAt }: Pick<CheckRule, 'startsAt'>, { openedAt, awareAt }: Starts): number | null {
  return startsAt === 'aware' ? awareAt : openedAt;
}

/** The clocks anew after somebody states when they knew; those that run from the opening stay. */
export function withAwareAt(checks: readonly CheckItem[], awareAt: number | null): CheckItem[] {
  return checks.map((check) => (check.startsAt === 'aware' ? { ...check, dueAt: dueAtOf(check, awareAt) } : check));
}

/** What is due first of what is not done; null = nothing has a clock that runs. */
export function nextDue(checks: readonly CheckItem[]): { checkId: CheckId; dueAt: number } | null {
  let next: { checkId: CheckId; dueAt: number } | null = null;
  for (const { checkId: id, dueAt, doneAt } of checks) {
    if (dueAt === null || doneAt !== null) continue;
    if (next === null || dueAt < next.dueAt) next = { checkId: id, dueAt };
  }
  return next;
}
