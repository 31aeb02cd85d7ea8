import type { Alert } from '../../../../src-shared/domain/alerts/alert.ts';
import { ruleNameOf, sentenceKeyOf } from '../../../../src-shared/domain/alerts/alert-sentence.ts';
import { rankOf } from '../../../../src-shared/domain/alerts/causes.ts';
import alertEn from '../../../../src-shared/texts/alert.en.json' with { type: 'json' };
import alertNb from '../../../../src-shared/texts/alert.nb.json' with { type: 'json' };
import alertNn from '../../../../src-shared/texts/alert.nn.json' with { type: 'json' };

export type NoticeLanguage = 'nb' | 'nn' | 'en';
export type NoticeText = { title: string; lines: string[] };
type Told = { what: 'fired' | 'resolved' | 'escalated' | 'test'; alerts: readonly Alert[]; environment: string };

const textsByLanguage: Record<NoticeLanguage, Readonly<Record<string, string>>> = {
  nb: alertNb,
  nn: alertNn,
  en: alertEn,
};
const locales: Record<NoticeLanguage, string[]> = {
  nb: ['nb-NO', 'no'],
  nn: ['nn-NO', 'nb-NO', 'no'],
  en: ['en-GB'],
};

/** What a notification says: names of engines and channels, figures and times, nothing of a message. */
export function noticeText(told: Told, language: NoticeLanguage): NoticeText {
  const text = wordsIn(language);
  if (told.what === 'test') return { title: text('alerts.notice.test'), lines: [text('alerts.notice.testLine')] };
  const alerts = told.alerts.toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));
  const [first] = alerts;
  if (first === undefined) return { title: text('alerts.notice.test'), lines: [] };
  const names = new Set(alerts.map(({ subjectName }) => subjectName));
  const where = names.size === 1 ? first.subjectName : text('alerts.notice.places', { count: names.size });
  const what = text(`alerts.notice.${told.what}`, { severity: text(`alerts.notice.${first.severity}`) });
  return {
    title: `${what}: ${where} (${told.environment})`,
    lines: alerts.map((alert) => `${alert.subjectName}: ${sentenceOf(alert, language)}`),
  };
}

/** One alert in one sentence. */
export function sentenceOf(alert: Alert, language: NoticeLanguage): string {
  const text = wordsIn(language);
  const name = ruleNameOf(alert);
  const late = alert.late === null ? '' : ` ${text('alerts.late', alert.late)}.`;
  const own = 'name' in name ? `${name.name}. ` : '';
  return `${own}${text(sentenceKeyOf(alert), alert.params)}.${late}`;
}

function wordsIn(language: NoticeLanguage) {
  const texts = textsByLanguage[language];
  const number = new Intl.NumberFormat(locales[language]);
  const time = new Intl.DateTimeFormat(locales[language], { dateStyle: 'short', timeStyle: 'short' });
  const write = (value: string | number, format: string | undefined): string => {
    if (typeof value === 'string') return value;
    if (format === 'time') return time.format(value).replace(',', '');
    return format === 'duration' ? durationOf(value, language) : number.format(value);
  };
  return (key: string, params: Record<string, string | number> = {}): string =>
    (texts[key] ?? key).replaceAll(/\{\{\s*(\w+)\s*(?:,\s*(\w+))?\s*\}\}/g, (_, name: string, format?: string) => {
      const value = params[name];
      return value === undefined ? '…' : write(value, format);
    });
}

function durationOf(ms: number, language: NoticeLanguage): string {
  const minutes = Math.floor(ms / 60_000);
  const hour = language === 'en' ? 'h' : 't';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} ${hour} ${minutes % 60} min`;
}
