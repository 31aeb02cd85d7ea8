import { describe, expect, it } from 'vitest';
import { standardRunSettings } from '../../../../../src-shared/domain/replay-run.ts';
import { delaysOf } from './delays.ts';
import { writeReportHtml } from './report-html.ts';
import { writeReportCsv, writeReportJson } from './report-rows.ts';
import { reportWords } from './report-texts.ts';
import type { ReportMessage, RunReport } from './run-report.ts';

const startedAt = Date.UTC(2026, 10, 22, 6);
const minuteMs = 60_000;

function aMessage(overrides: Partial<ReportMessage> = {}): ReportMessage {
  return {
    ...{ connectionId: 'helse', channelId: 'lab', nativeId: '7', ordinal: 1, failureId: 'helse/lab/7' },
    ...{ channelName: 'Lab <inn>', messageType: 'ORU^R01', class: 'result', isUrgent: false, at: startedAt },
    ...{ chain: 0, state: 'sent', why: null, attempt: 1, replayId: 'r-1', replayState: 'confirmed-by-receiver' },
    ...{ sentAt: startedAt + minuteMs, settledAt: startedAt + 2 * minuteMs, newNativeId: '9' },
    ...{ receiver: 'EPJ', messageControlId: 'C7', confirmedAt: startedAt + 2 * minuteMs, revealed: null },
    ...overrides,
  };
}

function aReport(overrides: Partial<RunReport> = {}): RunReport {
  const messages = overrides.messages ?? [
    aMessage(),
    aMessage({
      ...{ ordinal: 2, state: 'left-out', replayState: null, replayId: null, confirmedAt: null, newNativeId: null },
      why: { key: 'run.leftOut.predecessor', params: { place: 1 } },
    }),
  ];
  return {
    ...{ madeAt: startedAt, madeBy: 'Kari', environment: 'PRODUCTION' },
    run: {
      ...{ runId: 'run-1', createdAt: startedAt, person: 'Kari', state: 'finished', pauseReason: null },
      ...{ changedAt: startedAt, reason: 'Mottakeren & co er oppe' },
      settings: { ...standardRunSettings, acceptedHazards: ['too-old'] },
      facts: {
        ...{ urgent: 0, chains: 1, patients: 1, unkeyed: 0, oldestAt: startedAt, newestAt: startedAt, bytes: 2048 },
        ...{ places: [], isBeyond: false },
      },
    },
    counts: { total: 2, waiting: 0, leftOut: 1, sent: 1, byState: { 'confirmed-by-receiver': 1 } },
    leftOut: [{ class: 'result', key: 'run.leftOut.predecessor', count: 1 }],
    steps: [
      { at: startedAt, person: 'Kari', state: 'planned', pauseReason: null, isByItself: false },
      { at: startedAt, person: 'Ola', state: 'paused', pauseReason: 'stop-rule', isByItself: true },
    ],
    started: { at: startedAt, person: 'Ola' },
    delays: delaysOf(messages),
    next: { owner: 'Vakt B', date: '23.11.' },
    revealReason: null,
    ...overrides,
    messages,
  };
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('the report on a run', () => {
  it.each(['nb', 'nn', 'en'] as const)('is a page in %s in which every word is there', (language) => {
    const html = decode(writeReportHtml(aReport(), reportWords(language)));
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).not.toMatch(/\{\{|\b(report|runs|run|replayState|hazard)\.[a-zA-Z]/);
    expect(html).toContain('Vakt B');
    expect(html.match(/<tr>/g)?.length).toBeGreaterThan(5);
  });

  it('differs between the languages', () => {
    const pages = (['nb', 'nn', 'en'] as const).map((each) => decode(writeReportHtml(aReport(), reportWords(each))));
    expect(new Set(pages).size).toBe(3);
  });

  it('takes no word of a message for markup', () => {
    const html = decode(writeReportHtml(aReport(), reportWords('nb')));
    expect(html).toContain('Lab &lt;inn&gt;');
    expect(html).toContain('Mottakeren &amp; co er oppe');
    expect(html).not.toContain('<inn>');
  });

  it('says of a plan that nothing has been sent', () => {
    const { run } = aReport();
    const plan = aReport({ run: { ...run, state: 'planned', reason: null }, started: null, delays: [], next: null });
    const html = decode(writeReportHtml(plan, reportWords('en')));
    expect(html).toContain('Nothing has been sent.');
    expect(html).not.toContain('From first received to confirmed');
  });

  it('shows numbers of patients only where they were revealed, with the reason', () => {
    const revealed = { patientNumbers: ['14856710182'], orderNumbers: ['O-77'] };
    const report = aReport({ messages: [aMessage({ revealed })], revealReason: 'The ward asks' });
    for (const text of [writeReportHtml(report, reportWords('en')), writeReportCsv(report), writeReportJson(report)])
      expect(decode(text)).toContain('14856710182');
    expect(decode(writeReportHtml(report, reportWords('en')))).toContain('The ward asks');
    expect(decode(writeReportCsv(aReport()))).not.toContain('patientNumbers');
  });

  it('tells the same in JSON by names that do not change', () => {
    expect(JSON.parse(decode(writeReportJson(aReport())))).toMatchObject({
      run: { runId: 'run-1', startedBy: 'Ola' },
      acceptedBy: 'Ola',
      leftOut: [{ key: 'run.leftOut.predecessor' }],
      messages: [
        { place: 1, outcome: 'confirmed-by-receiver' },
        { place: 2, why: 'run.leftOut.predecessor' },
      ],
    });
  });
});

describe('delaysOf', () => {
  it('counts from first received to confirmed for each receiver and type, urgent ones apart and first', () => {
    const late = (minutes: number, overrides: Partial<ReportMessage> = {}) =>
      aMessage({ confirmedAt: startedAt + minutes * minuteMs, ...overrides });
    const delays = delaysOf([
      ...[late(1), late(3), late(9)],
      late(2, { isUrgent: true }),
      late(5, { receiver: null }),
      aMessage({ confirmedAt: null }),
    ]);
    expect(delays).toMatchObject([
      { isUrgent: true, count: 1, longestMs: 2 * minuteMs },
      { receiver: 'EPJ', count: 3, medianMs: 3 * minuteMs, longestMs: 9 * minuteMs },
      { receiver: null, count: 1 },
    ]);
  });
});
