import { useMemo } from 'react';
import { useLanguage } from '../../locales/use-text.ts';
import {
  formatAge,
  formatBytes,
  formatClock,
  formatDay,
  formatDuration,
  formatMoment,
  formatNumber,
  formatRate,
  formatShare,
  formatTime,
  formatUtc,
} from './format.ts';
import { useTimeZone } from './time-zone.ts';

export type Format = ReturnType<typeof useFormat>;

/** The format functions bound to the language shown; times are ms UTC, durations ms. */
export function useFormat() {
  const language = useLanguage();
  const zone = useTimeZone();
  return useMemo(
    () => ({
      number: (value: number) => formatNumber(value, language),
      rate: (perMinute: number) => formatRate(perMinute, language),
      share: (share: number) => formatShare(share, language),
      duration: (ms: number) => formatDuration(ms, language),
      age: (ms: number) => formatAge(ms, language),
      bytes: (bytes: number) => formatBytes(bytes, language),
      day: (day: string) => formatDay(day, language),
      time: (at: number) => formatTime(at, language, zone),
      clock: (at: number) => formatClock(at, language, zone),
      moment: (at: number, now: number) => formatMoment(at, now, language, zone),
      /** By the machine's clock and by UTC, whichever is shown. */
      both: (at: number) => `${formatTime(at, language)} · ${formatUtc(at)}`,
    }),
    [language, zone],
  );
}
