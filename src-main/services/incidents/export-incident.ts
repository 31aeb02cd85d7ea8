import { entrySentence } from '../../../src-shared/domain/duty/entry-sentence.ts';
import type { Incident } from '../../../src-shared/domain/duty/incident.ts';
import { strikeNumbers } from '../../../src-shared/domain/duty/strike-numbers.ts';
import type { TimelineEntry } from '../../../src-shared/domain/duty/timeline.ts';
import type { HandlersOf } from '../../app/handler.ts';
import { escapeHtml } from '../../platform/html-page.ts';
import type { PageWords } from '../../platform/page-words.ts';
import type { Clock } from '../../platform/ports.ts';
import type { IncidentStore } from '../../store/incident-store.ts';
import { dutyPage, facts, list, paragraph, section } from './duty-page.ts';
import { dutyWords } from './duty-words.ts';

type ExportDeps = {
  incidents: IncidentStore;
  get: (incidentId: string) => Promise<Incident>;
  clock: Pick<Clock, 'now'>;
};
type Whole = { incident: Incident; entries: TimelineEntry[]; madeAt: number; madeBy: string; withWords: boolean };

const pageLines = 500;

/** A timeline as a file for those outside the console. */
export function createIncidentExport({ incidents, get, clock }: ExportDeps): HandlersOf<'incidents'>['export'] {
  return async ({ incidentId, format, language, withWords }, context) => {
    const incident = wordsOf(await get(incidentId), withWords);
    const entries: TimelineEntry[] = [];
    let cursor: string | null = null;
    do {
      context.signal.throwIfAborted();
      const page: Awaited<ReturnType<IncidentStore['entries']>> = await incidents.entries(
        incidentId,
        cursor,
        pageLines,
      );
      for (const entry of page.items) entries.push(withWords ? struck(entry) : entry);
      cursor = page.nextCursor;
    } while (cursor !== null);
    entries.reverse();
    const whole = { incident, entries, madeAt: clock.now(), madeBy: context.account.name, withWords };
    const summary = `${format}, lines: ${entries.length}${withWords ? ', with words' : ''}`;
    context.describe({ target: incidentId, summary });
    const bytes = format === 'html' ? writeHtml(whole, dutyWords(language)) : writeJson(whole);
    return { bytes, lines: entries.length };
  };
}

/** People's own words, struck or left out. The names of channels and accounts are the console's. */
function wordsOf(incident: Incident, withWords: boolean): Incident {
  const keep = (text: string | null): string | null => (text === null || !withWords ? null : strikeNumbers(text));
  const { title, cause, links, checks } = incident;
  return {
    ...incident,
    ...{ title: keep(title), cause: keep(cause) },
    facts: {
      ...incident.facts,
      controllers: keep(incident.facts.controllers),
      deviationNumber: keep(incident.facts.deviationNumber),
    },
    links: { ...links, runbook: keep(links.runbook) },
    checks: checks.map((check) => ({ ...check, text: keep(check.text) })),
  };
}

function struck(entry: TimelineEntry): TimelineEntry {
  return { ...entry, text: entry.text === null ? null : strikeNumbers(entry.text) };
}

/** Times in ISO 8601 UTC; names that do not change with the language. */
function writeJson({ incident, entries, madeAt, madeBy, withWords }: Whole): Uint8Array<ArrayBuffer> {
  const { links, checks, facts: known, openedBy, owner } = incident;
  const written = {
    version: 1,
    ...{ madeAt: iso(madeAt), madeBy, withWords },
    incident: {
      ...{
        number: incident.number,
        environment: incident.environment,
        state: incident.state,
        severity: incident.severity,
      },
      ...{ openedAt: iso(incident.openedAt), openedBy: openedBy.name, owner: owner?.name ?? null },
      ...{ acknowledgedAt: iso(incident.acknowledgedAt), resolvedAt: iso(incident.resolvedAt) },
      ...{ subject: incident.subject, title: incident.title, cause: incident.cause },
      facts: { ...known, awareAt: iso(known.awareAt) },
      channels: links.channels.map(({ name }) => name),
      ...{ alerts: links.alerts.length, causes: links.groups.length, affectedLists: links.affectedSets.length },
      checks: checks.map(({ checkId, dueAt, doneAt, doneBy }) => ({
        ...{ checkId, dueAt: iso(dueAt), doneAt: iso(doneAt), doneBy: doneBy?.name ?? null },
      })),
    },
    timeline: entries.map(({ at, kind, person, facts: told, text }) => ({
      ...{ at: iso(at), kind, person: person?.name ?? null, facts: told },
      ...(withWords ? { text } : { hasText: text !== null }),
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(written, null, 2)}\n`);
}

function writeHtml(whole: Whole, words: PageWords): Uint8Array<ArrayBuffer> {
  const { incident, madeAt, madeBy, withWords } = whole;
  const { text } = words;
  const body = [
    paragraph(text('incident.report.made', { at: madeAt, person: madeBy })),
    paragraph(text(withWords ? 'incident.report.withWords' : 'incident.report.noWords')),
    facts(headOf(whole, words)),
    section(text('incident.report.checklist'), list(checksOf(incident, words))),
    section(text('incident.report.timeline'), timelineOf(whole, words)),
  ].join('\n');
  return dutyPage({
    language: words.language,
    title: text('incident.report.title', { number: incident.number }),
    environment: text(`report.environment.${incident.environment}`),
    body,
  });
}

function headOf({ incident, entries, withWords }: Whole, { text, time }: PageWords): [string, string][] {
  const { subject, facts: known, links } = incident;
  const lost = (['confidentiality', 'integrity', 'availability'] as const).filter((each) => known[`${each}Lost`]);
  const counts = { alerts: links.alerts.length, groups: links.groups.length, sets: links.affectedSets.length };
  const said: [string, string][] = [
    [text('incident.report.summary'), incident.title ?? '–'],
    [text('incident.report.cause'), incident.cause ?? '–'],
    [text('incident.report.controllers'), known.controllers ?? '–'],
    [text('incident.report.deviation'), known.deviationNumber ?? '–'],
  ];
  return [
    [text('incident.report.state'), text(`incident.state.${incident.state}`)],
    [text('incident.report.severity'), text(`severity.${incident.severity}`)],
    [text('incident.report.owner'), incident.owner?.name ?? '–'],
    [text('incident.report.opened'), `${time(incident.openedAt)} ${incident.openedBy.name}`],
    [text('incident.report.resolved'), incident.resolvedAt === null ? '–' : time(incident.resolvedAt)],
    [
      text('incident.report.subject'),
      subject === null ? '–' : `${subject.name}: ${text(`alerts.kind.${subject.kind}`)}`,
    ],
    [text('incident.report.channels'), links.channels.map(({ name }) => name).join(', ') || '–'],
    [text('incident.report.counts'), text('incident.report.counts.text', { ...counts, lines: entries.length })],
    [text('incident.report.aware'), known.awareAt === null ? '–' : time(known.awareAt)],
    [text('incident.report.lost'), lost.map((each) => text(`incident.report.lost.${each}`)).join(', ') || '–'],
    [text('incident.report.harm'), text(`incident.harm.${known.harm}`)],
    ...(withWords ? said : []),
  ];
}

function checksOf({ checks }: Incident, { text }: PageWords): string[] {
  return checks.map(({ checkId, dueAt, doneAt, doneBy, isReviewed }) => {
    const due = dueAt === null ? text('incident.report.noClock') : text('incident.report.due', { at: dueAt });
    const done = doneAt === null ? [] : [text('incident.report.done', { at: doneAt, person: doneBy?.name ?? '' })];
    const review = isReviewed ? [] : [text('incident.report.toReview')];
    return [text(`incident.check.${checkId}`), due, ...done, ...review].join('. ');
  });
}

function timelineOf({ entries, withWords }: Whole, { text, time }: PageWords): string {
  const rows = entries.map((entry) => {
    const said = entry.text === null ? '' : withWords ? `\n${entry.text}` : ` ${text('incident.report.hasWords')}`;
    const cells = [
      time(entry.at),
      entry.person?.name || text('incident.report.byItself'),
      `${entrySentence(entry, text)}${said}`,
    ];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `<table><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
