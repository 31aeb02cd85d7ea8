import { escapeHtml, htmlPage } from '../../platform/html-page.ts';

/** Rows of a name and what stands beside it. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<dl>${cells.join('')}</dl>`;
}

export function section(title: string, body: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>\n${body}</section>`;
}

export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

/** Lines without numbers; `''` where there are none. */
export function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('\n')}</ul>`;
}

/** A page about the duty, to read and print. */
export function dutyPage(page: {
  language: string;
  title: string;
  environment: string;
  body: string;
}): Uint8Array<ArrayBuffer> {
  const { language, title, environment, body } = page;
  const whole = `<header><p class="env">${escapeHtml(environment)}</p><h1>${escapeHtml(title)}</h1></header>\n${body}`;
  return new TextEncoder().encode(htmlPage({ language, title, style, body: whole }));
}

const style = `
:root{color:#1a1e24;background:#fff;font:14px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
body{max-width:860px;margin:24px auto;padding:0 20px}
h1{font-size:22px;margin:4px 0}h2{font-size:15px;margin:22px 0 6px}p{margin:2px 0;white-space:pre-wrap}
.env{color:#555e6a;letter-spacing:.04em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 20px;margin:0}dt{color:#555e6a}dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:13px}
td{padding:3px 12px 3px 0;border-bottom:1px solid #dadee4;vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap}td:first-child{white-space:nowrap}
ul{margin:0;padding-left:18px}
@page{margin:16mm;size:A4}
@media print{body{max-width:none;margin:0;padding:0}tr,li{break-inside:avoid}}
`;
