import { escapeHtml, htmlPage } from '../../../../platform/html-page.ts';
import type { ReportWords } from './report-texts.ts';
import type { ReportMessage, RunReport } from './run-report.ts';

type Cell = string | { number: string };

/** A page of its own to read and print: no script, nothing fetched. */
export function writeReportHtml(report: RunReport, words: ReportWords): Uint8Array<ArrayBuffer> {
  const { text } = words;
  const isPlan = report.run.state === 'planned';
  const title = text(isPlan ? 'report.title.plan' : 'report.title');
  const sections = [
    report.next === null ? '' : section(text('report.next'), facts(nextOf(report, words))),
    section(text('report.counts'), facts(countsOf(report, words))),
    isPlan ? '' : section(text('report.delays'), delays(report, words)),
    section(text('report.settings'), isPlan ? '' : facts(settingsOf(report, words))),
    section(text('report.leftOut'), leftOut(report, words)),
    section(text('report.steps'), steps(report, words)),
    section(text('report.messages'), messages(report, words)),
  ].filter((each) => each !== '');
  const body = `<header>
<p class="env">${escapeHtml(text(`report.environment.${report.environment}`))}</p>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text('report.made', { at: report.madeAt, person: report.madeBy }))} ${escapeHtml(
    report.revealReason === null
      ? text('report.noPatientData')
      : text('report.revealed', { reason: report.revealReason }),
  )}</p>
${isPlan ? `<p>${escapeHtml(text('report.nothingSent'))}</p>` : ''}
${facts(headOf(report, words))}
</header>
${sections.join('\n')}`;
  return new TextEncoder().encode(htmlPage({ language: words.language, title, style, body }));
}

function headOf({ run, started, steps: all }: RunReport, { text, time }: ReportWords): [string, string][] {
  const last = all.at(-1);
  const pause = run.pauseReason === null ? '' : ` ${text(`runs.pause.${run.pauseReason}`)}`;
  return [
    [text('report.state'), `${text(`runs.state.${run.state}`)}.${pause}`],
    [text('report.planned'), text('report.by', { at: run.createdAt, person: run.person })],
    ...(started === null ? [] : [[text('report.started'), text('report.by', started)] as [string, string]]),
    ...(last === undefined ? [] : [[text('report.lastStep'), time(last.at)] as [string, string]]),
    [text('report.reason'), run.reason ?? '–'],
    [text('report.runId'), run.runId],
  ];
}

function nextOf({ next }: RunReport, { text }: ReportWords): [string, string][] {
  return [
    [text('report.next.owner'), next?.owner ?? '–'],
    [text('report.next.date'), next?.date || '–'],
  ];
}

function countsOf({ counts, run }: RunReport, { text, number, bytes, time }: ReportWords): [string, string][] {
  const { facts: known } = run;
  const states = Object.entries(counts.byState).map(([state, count]): [string, string] => [
    text(`replayState.${state}`),
    number(count),
  ]);
  return [
    [text('report.total'), number(counts.total)],
    [text('runs.pick.waiting'), number(counts.waiting)],
    ...states,
    [text('runs.pick.left-out'), number(counts.leftOut)],
    [text('report.urgent'), number(known.urgent)],
    [text('report.patients'), number(known.patients)],
    [text('report.oldest'), known.oldestAt === null ? '–' : time(known.oldestAt)],
    [text('report.newest'), known.newestAt === null ? '–' : time(known.newestAt)],
    [text('report.bytes'), bytes(known.bytes)],
  ];
}

function settingsOf({ run, started }: RunReport, { text, number }: ReportWords): [string, string][] {
  const { testCount, perMinute, stopInRow, stopPercent, acceptedHazards, newestOnly } = run.settings;
  const hazards = acceptedHazards.map((kind) => text(`runs.hazard.${kind}`)).join('; ');
  const person = started?.person ?? '';
  return [
    [text('report.settings.test'), number(testCount)],
    [text('report.settings.rate'), perMinute === null ? text('report.settings.rate.none') : number(perMinute)],
    [
      text('report.settings.versions'),
      text(newestOnly ? 'report.settings.versions.newest' : 'report.settings.versions.all'),
    ],
    [text('report.settings.stop'), text('report.settings.stop.rule', { row: stopInRow, percent: stopPercent })],
    [
      text('report.accepted'),
      hazards === '' ? text('report.accepted.none') : text('report.accepted.by', { hazards, person }),
    ],
  ];
}

function delays(report: RunReport, { text, number, duration }: ReportWords): string {
  if (report.delays.length === 0) return `<p>${escapeHtml(text('report.delays.none'))}</p>`;
  const head = ['receiver', 'channel', 'type', 'urgent', 'number', 'half', 'longest'] as const;
  return table(
    head.map((each) => text(`report.${each}`)),
    report.delays.map(({ receiver, channelName, messageType, isUrgent, count, medianMs, longestMs }) => [
      receiver ?? text('report.receiver.unnamed'),
      channelName,
      messageType ?? '–',
      text(isUrgent ? 'report.yes' : 'report.no'),
      { number: number(count) },
      { number: duration(medianMs) },
      { number: duration(longestMs) },
    ]),
  );
}

function leftOut(report: RunReport, { text, number }: ReportWords): string {
  if (report.leftOut.length === 0) return `<p>${escapeHtml(text('report.leftOut.none'))}</p>`;
  return table(
    [text('report.kind'), text('report.why'), text('report.number')],
    report.leftOut.map((each) => [text(`runs.class.${each.class}`), text(each.key), { number: number(each.count) }]),
  );
}

function steps(report: RunReport, { text, time }: ReportWords): string {
  return table(
    [text('report.time'), text('report.state'), text('report.person')],
    report.steps.map(({ at, state, pauseReason, person, isByItself }) => [
      time(at),
      `${text(`runs.state.${state}`)}${pauseReason === null ? '' : `. ${text(`runs.pause.${pauseReason}`)}`}`,
      isByItself ? text('report.byItself') : person,
    ]),
  );
}

function messages(report: RunReport, words: ReportWords): string {
  const { text, time } = words;
  const isRevealed = report.revealReason !== null;
  const head = ['place', 'state', 'why', 'urgent', 'channel', 'type', 'received', 'confirmedAt', 'controlId'] as const;
  const ids = ['engineId', 'newEngineId'] as const;
  const numbers = ['patientNumbers', 'orderNumbers'] as const;
  return table(
    [...head, ...ids, ...(isRevealed ? numbers : [])].map((each) => text(`report.${each}`)),
    report.messages.map((message) => [
      { number: String(message.ordinal) },
      standingOf(message, words),
      message.why === null ? '' : text(message.why.key, message.why.params),
      message.isUrgent ? text('report.yes') : '',
      message.channelName,
      message.messageType ?? '–',
      time(message.at),
      message.confirmedAt === null ? '' : time(message.confirmedAt),
      message.messageControlId ?? '–',
      message.nativeId,
      message.newNativeId ?? '',
      ...(message.revealed === null
        ? []
        : [message.revealed.patientNumbers.join(' '), message.revealed.orderNumbers.join(' ')]),
    ]),
  );
}

function standingOf({ state, replayState }: ReportMessage, { text }: ReportWords): string {
  if (state === 'sent' && replayState !== null) return text(`replayState.${replayState}`);
  return text(state === 'left-out' ? 'runs.pick.left-out' : 'runs.pick.waiting');
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<section>\n<h2>${escapeHtml(title)}</h2>\n${content}\n</section>`;
}

function facts(rows: readonly [string, string][]): string {
  return `<dl>${rows.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`;
}

/** A column is one of numbers where its first cell is. */
function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string =>
    typeof value === 'string' ? `<td>${escapeHtml(value)}</td>` : `<td class="n">${escapeHtml(value.number)}</td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  const heads = head.map((each, at) => {
    const isNumber = typeof rows[0]?.[at] === 'object';
    return `<th scope="col"${isNumber ? ' class="n"' : ''}>${escapeHtml(each)}</th>`;
  });
  return `<table><thead><tr>${heads.join('')}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

const style = `
:root{color:#1a1e24;background:#fff;font:13px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
body{max-width:1100px;margin:24px auto;padding:0 20px}
h1{font-size:20px;margin:4px 0}h2{font-size:14px;margin:20px 0 6px}
p{margin:2px 0;color:#555e6a}.env{display:inline-block;padding:0 8px;border:1px solid #1a1e24;color:#1a1e24;font-weight:600}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:6px 20px;margin:8px 0}
dl div:last-child{grid-column:auto/-1}dt{color:#555e6a;font-size:11.5px}dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:12px}
th{color:#555e6a;font-weight:400;text-align:start}th.n{text-align:end}th,td{padding:3px 10px 3px 0;border-bottom:1px solid #dadee4;vertical-align:top;overflow-wrap:anywhere}
.n{text-align:end}
@page{margin:14mm;size:A4 landscape}
@media print{body{max-width:none;margin:0;padding:0}thead{display:table-header-group}tr,h2{break-inside:avoid}h2{break-after:avoid}}
`;
