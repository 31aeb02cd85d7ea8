import { csvCell } from '../../platform/csv-cell.ts';
import { escapeHtml, htmlPage } from '../../platform/html-page.ts';
import type { FindingView } from './list-findings.ts';
import type { ReportWords } from './report-words.ts';

export type UnitReport = {
  findings: readonly FindingView[];
  /** Messages with a wrong unit, and with one in order; per code. */
  wrong: number;
  inOrder: number;
  madeAt: number;
  madeBy: string;
};

/** Counts only: no message, no value, nobody. Times in ISO 8601 UTC; names that do not change with the language. */
export function writeUnitCsv({ findings }: UnitReport): string {
  const head = [
    ...['channel', 'sender', 'code_system', 'code', 'name', 'unit', 'expected', 'judgement', 'state', 'overdue'],
    ...['owner', 'due', 'messages', 'patients', 'urgent', 'first_seen', 'last_seen'],
  ];
  const rows = findings.map((each) => [
    ...[each.channelName, each.sender, each.codeSystem, each.code, each.name, each.unit, each.expected],
    ...[each.judgement, each.state, each.isOverdue, each.owner, each.dueAt === null ? null : isoOf(each.dueAt)],
    ...[each.messages, each.patients, each.urgent, isoOf(each.firstAt), isoOf(each.lastAt)],
  ]);
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A page of its own to read and print: no script, nothing fetched. */
export function writeUnitHtml(report: UnitReport, words: ReportWords): string {
  const { text, number, day } = words;
  const { findings, wrong, inOrder, madeAt, madeBy } = report;
  const share = wrong + inOrder === 0 ? 0 : (100 * wrong) / (wrong + inOrder);
  const title = text('units.report.title');
  const heads = ['what', 'units', 'sender', 'judgement', 'messages', 'patients', 'urgent', 'first', 'last', 'state'];
  const rows = findings.map((each) =>
    row([
      `${each.name ?? ''} ${[each.codeSystem, each.code].filter((part) => part !== null).join(' ')}`.trim(),
      `${each.unit ?? '–'} → ${each.expected ?? '–'}`,
      `${each.sender ?? '–'} · ${each.channelName}`,
      text(`units.short.${each.judgement}`),
      ...[number(each.messages), number(each.patients), number(each.urgent), day(each.firstAt), day(each.lastAt)],
      stateOf(each, words),
    ]),
  );
  const made = text('units.report.made', { day: day(madeAt), person: madeBy });
  const shares = { share: number(share), wrong: number(wrong), all: number(wrong + inOrder) };
  const head = heads.map((name) => `<th scope="col">${escapeHtml(text(`units.report.${name}`))}</th>`);
  const body = `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(made)}</p>
<p>${escapeHtml(text('units.report.share', shares))}</p>
<table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
  return htmlPage({ language: words.language, title, style, body });
}

function stateOf({ state, isOverdue, dueAt, owner }: FindingView, { text, day }: ReportWords): string {
  const parts = [
    text(isOverdue ? 'units.report.overdue' : `units.state.${state}`),
    ...(dueAt === null ? [] : [day(dueAt)]),
    ...(owner === null ? [] : [owner]),
  ];
  return parts.join(' · ');
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

const style = `
:root{color:#1a1e24;background:#fff;font:13px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
body{max-width:1200px;margin:24px auto;padding:0 20px}
h1{font-size:20px;margin:4px 0}p{margin:2px 0;color:#555e6a}
table{width:100%;margin-top:16px;border-collapse:collapse;font-size:12px}
th{color:#555e6a;font-weight:400;text-align:start}th,td{padding:3px 10px 3px 0;border-bottom:1px solid #dadee4;vertical-align:top;overflow-wrap:break-word}
th:nth-child(n+5):nth-child(-n+9),td:nth-child(n+5):nth-child(-n+9){white-space:nowrap;text-align:end}
@page{margin:14mm;size:A4 landscape}
@media print{body{max-width:none;margin:0;padding:0}thead{display:table-header-group}tr{break-inside:avoid}}
`;
