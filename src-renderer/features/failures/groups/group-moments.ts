const hourMs = 3600_000;

/** The end of a snooze of one hour, and the next seven o'clock on the wall, both after `now`; ms UTC. */
export function snoozeMoments(now: number): { hour: number; morning: number } {
  const morning = new Date(now);
  morning.setHours(7, 0, 0, 0);
  if (morning.getTime() <= now) morning.setDate(morning.getDate() + 1);
  return { hour: now + hourMs, morning: morning.getTime() };
}
