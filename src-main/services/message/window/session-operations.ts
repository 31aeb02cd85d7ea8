import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { BodyPlace } from '../../../../src-shared/contract/message-body.ts';
import type { Body } from '../../../../src-shared/domain/message.ts';
import type { Finding, Span } from '../../../../src-shared/formats/format.ts';
import { type BodyDocument, openDocument } from './body-document.ts';
import { describeField } from './describe-field.ts';
import { findNodeAt, findTypedNode, trailOf } from './find-node.ts';
import { findText, type TextAsked } from './find-text.ts';
import { type EmbeddedDocument, readDocument } from './read-document.ts';
import { type FindingsAsked, readFindings, showFindings } from './read-findings.ts';
import { readMeasurements, type ShownMeasurements } from './read-measurements.ts';
import { type LevelAsked, readNodes, showNode, topCount } from './read-nodes.ts';
import { readRows, type WindowAsked } from './read-rows.ts';
import { rowAt, rowSpan } from './row-index.ts';
import { createShownText, type ShownText } from './row-text.ts';

/** One question about an open body. `masked` false only for those who may see the patient's values now. */
export type SessionAsked = { key: string; masked: boolean };
type Asked<T> = SessionAsked & T;

const firstCount = 120;

/** Bodies held open in this thread by key. Arguments and results are structured-cloneable. */
export function createSessionOperations() {
  const sessions = new Map<string, { document: BodyDocument; texts: Map<boolean, ShownText> }>();

  function find({ key, masked }: SessionAsked): { document: BodyDocument; shown: ShownText } {
    const session = sessions.get(key)!;
    const shown = session.texts.get(masked) ?? createShownText(session.document, masked);
    session.texts.set(masked, shown);
    return { document: session.document, shown };
  }

  return {
    hold({ key, body }: { key: string; body: Body }): { held: true } {
      sessions.set(key, { document: openDocument(body), texts: new Map() });
      return { held: true };
    },
    drop({ key }: { key: string }): { held: false } {
      sessions.delete(key);
      return { held: false };
    },
    facts(asked: SessionAsked): OutputOf<'message.openBody'> {
      const { document, shown } = find(asked);
      return factsOf(document, shown);
    },
    rows(asked: Asked<WindowAsked>): OutputOf<'message.readRows'> {
      const { document, shown } = find(asked);
      return readRows(document, shown, asked);
    },
    nodes(asked: Asked<LevelAsked>): OutputOf<'message.readNodes'> {
      const { document, shown } = find(asked);
      return readNodes(document, shown, asked);
    },
    findings(asked: Asked<FindingsAsked>): OutputOf<'message.validate'>['findings'] {
      const { document, shown } = find(asked);
      return showFindings(readFindings(document.body, asked), shown);
    },
    /** Of findings that were made elsewhere, for this body. */
    showFindings(asked: Asked<{ findings: readonly Finding[] }>): OutputOf<'message.validate'>['findings'] {
      return showFindings(asked.findings, find(asked).shown);
    },
    measurements(asked: SessionAsked): ShownMeasurements {
      const { document, shown } = find(asked);
      return readMeasurements(document, shown);
    },
    size: (asked: SessionAsked): number => find(asked).document.bytes.length,
    locate(asked: Asked<{ at: string | BodyPlace }>): OutputOf<'message.locate'> {
      const { document, shown } = find(asked);
      const steps = stepsAt(document, shown, asked.at);
      const last = steps?.at(-1);
      if (steps === null || last === undefined) return { found: null };
      return { found: { trail: trailOf(document, steps), node: showNode(document, shown, last.node) } };
    },
    field(asked: Asked<{ at: string }>): OutputOf<'message.describeField'> {
      return { field: describeField(find(asked).document, asked.at) };
    },
    text(asked: Asked<TextAsked>): OutputOf<'message.findText'> {
      const { document, shown } = find(asked);
      return findText(document, shown, asked);
    },
    bytes(asked: Asked<WindowAsked>): OutputOf<'message.readBytes'> {
      const { bytes, rows } = find(asked).document;
      return { bytes: bytes.slice(asked.from, asked.from + asked.count), row: rowAt(rows, asked.from) };
    },
    document(asked: Asked<{ at: string | BodyPlace }>): EmbeddedDocument {
      const { document, shown } = find(asked);
      const span = documentSpan(document, shown, asked.at);
      return span === null ? { kind: 'other', sizeBytes: 0, bytes: null } : readDocument(document, span);
    },
  };
}

export type SessionOperations = ReturnType<typeof createSessionOperations>;

function stepsAt(document: BodyDocument, shown: ShownText, at: string | BodyPlace) {
  return typeof at === 'string' ? findTypedNode(document, at) : findNodeAt(document, shown.byteAt(at));
}

function documentSpan(document: BodyDocument, shown: ShownText, at: string | BodyPlace): Span | null {
  if (typeof at !== 'string' && document.rows.isDocument(at.row)) return rowSpan(document.rows, at.row);
  return stepsAt(document, shown, at)?.at(-1)?.node.span ?? null;
}

function factsOf(document: BodyDocument, shown: ShownText): OutputOf<'message.openBody'> {
  const { body, format, charset, charsetReason, partCount, rows } = document;
  return {
    format,
    sizeBytes: body.bytes.length,
    fidelity: body.fidelity,
    charset: { name: charset.name, reason: charsetReason },
    masked: shown.masked,
    partCount,
    rowCount: rows.count,
    nodeCount: topCount(document),
    problems: document.problems.map(({ rule, severity, message, params, span }) => ({
      rule,
      severity,
      message,
      params,
      range: shown.rangeOf(span),
    })),
    rows: readRows(document, shown, { from: 0, count: firstCount }),
    nodes:
      topCount(document) === 0
        ? { from: 0, total: 0, items: [] }
        : readNodes(document, shown, { parentPath: null, withEmpty: true, from: 0, count: firstCount }),
  };
}
