import { z } from 'zod';
import { bodyFidelity, messageRef, stageName } from '../domain/message.ts';
import { names } from './common.ts';
import { query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();

/** A larger body is checked only when a person asks: it takes seconds, and as much memory as the body again. */
export const checkedAtOnceBytes = 4 * 1024 * 1024;

/** Inputs for one stored form of a message. */
export const bodyInput = z.object({ ref: messageRef, connectorId: z.string(), stage: stageName });

/** A place in the shown text: `row` 0-based, `column` in UTF-16 units of that row's text. It counts what is shown, so a masked value has no length. */
const bodyPlace = z.object({ row: count, column: count });
export type BodyPlace = z.infer<typeof bodyPlace>;

/** `to` is behind the last character. */
export const bodyRange = z.object({ from: bodyPlace, to: bodyPlace });
export type BodyRange = z.infer<typeof bodyRange>;

/**
 * One row of the text: a line, or a piece of a line too long for one row. `line` 1-based, null where the row goes on with the line above.
 * `ending` of the line, null where the line goes on below or the body ends.
 * `documentBytes`: this row stands for that many bytes of base64, which are not in `text`; null = it is text.
 * `foldTo`: last row of the element, object or list that begins here and ends below; null = nothing to fold.
 */
const bodyRow = z.object({
  line: count.nullable(),
  text: z.string(),
  ending: z.enum(['cr', 'lf', 'crlf']).nullable(),
  documentBytes: count.nullable(),
  foldTo: count.nullable(),
});
export type BodyRow = z.infer<typeof bodyRow>;

/**
 * One row of the tree. `value` is masked text while the message is masked; null where only children carry text.
 * `isLocked`: it may not be edited; `message.describeField` says why. `childCount` without empty leaves, `fullCount` with them. `documentBytes`: size of an embedded base64 document as written, null = none.
 */
const bodyNode = z.object({
  path: z.string(),
  name: z.string(),
  label: names.nullable(),
  dataType: z.string().nullable(),
  meaning: names.nullable(),
  value: z.string().nullable(),
  sensitivity: z.enum(['none', 'patient', 'secret']),
  clinical: z.boolean(),
  isEmpty: z.boolean(),
  isExplicitNull: z.boolean(),
  isLocked: z.boolean(),
  childCount: count,
  fullCount: count,
  documentBytes: count.nullable(),
  range: bodyRange,
});
export type BodyNode = z.infer<typeof bodyNode>;

/** The way from the root to a node: each step's path, its index among the siblings (in `fullIndex` with empty leaves) and its own children likewise. */
const trail = z.array(
  z.object({ path: z.string(), index: count, fullIndex: count, childCount: count, fullCount: count }),
);
export type NodeTrail = z.infer<typeof trail>;

/** What is wrong, without where. `params` belong into the sentence of the rule, of which `message` is the English one. */
export const problemFacts = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
/** Where a finding is about and what says so. `profile`: the rule of the site, with its own sentence or null; null = the standard. */
export const findingFacts = problemFacts.extend({
  path: z.string().nullable(),
  reference: z.string().nullable(),
  profile: z.object({ name: z.string(), rule: z.string(), message: z.string().nullable() }).nullable(),
});

const bodyProblem = problemFacts.extend({ range: bodyRange });
export type BodyProblem = z.infer<typeof bodyProblem>;

export const findingFix = z.array(z.object({ path: z.string(), text: z.string() })).nullable();

/** `fix`: edits that mend it, only of a revealed message; null = a person must decide. */
const bodyFinding = findingFacts.extend({
  range: bodyRange,
  fix: findingFix,
});

const rows = z.object({ from: count, items: z.array(bodyRow) });
const nodes = z.object({ from: count, total: count, items: z.array(bodyNode) });
const level = z.object({ parentPath: z.string().max(500).nullable(), withEmpty: z.boolean() });

/**
 * Reading a body of any size by windows. `openBody` is what the audit log has as a view; the others answer only about a body that the same person
 * has opened in the same state (masked or revealed) and else refuse with NOT_FOUND `message.refused.notOpened`: open it again.
 * While a message is masked no character of a masked value is in any answer, nor its exact length.
 */
export const bodyProcedures = {
  /** What the body is, with its first rows and its first nodes. `nodeCount` 0 = there is no tree to show. */
  openBody: query({
    access: readers,
    audit: 'view',
    input: bodyInput,
    output: z.object({
      format: z.string(),
      sizeBytes: count,
      fidelity: bodyFidelity,
      charset: z.object({ name: z.string(), reason: z.string() }),
      masked: z.boolean(),
      partCount: count,
      rowCount: count,
      nodeCount: count,
      problems: z.array(bodyProblem),
      rows,
      nodes,
    }),
  }),
  /** At most 500 rows and about 64 KB of text: fewer when they are long. */
  readRows: query({
    access: readers,
    input: bodyInput.extend({ from: count, count: count.max(500) }),
    output: rows,
  }),
  /** One level of the tree; `parentPath` null = the top; nothing is below a node that is not there. */
  readNodes: query({
    access: readers,
    input: bodyInput.extend({ ...level.shape, from: count, count: count.max(500) }),
    output: nodes,
  }),
  /**
   * At most 500, in the order of the message, by the standard and by the profiles of its channel, which are named. A body of more than
   * `checkedAtOnceBytes` has a thread of its own meanwhile, which ends when the call is cancelled.
   */
  validate: query({
    access: readers,
    input: bodyInput,
    output: z.object({ findings: z.array(bodyFinding), profileNames: z.array(z.string()) }),
  }),
  /** The node with that address (`PID-5.2`, `/MsgHead/MsgInfo`), or the innermost one at a place of the text; null = there is none. */
  locate: query({
    access: readers,
    input: bodyInput.extend({ at: z.union([z.string().max(500), bodyPlace]) }),
    output: z.object({ found: z.object({ trail, node: bodyNode }).nullable() }),
  }),
  /** Every place of the text, up to 2 000; masked values are not searched. `isCut`: there are more. */
  findText: query({
    access: readers,
    audit: 'search',
    input: bodyInput.extend({ text: z.string().min(1).max(200), isCaseSensitive: z.boolean() }),
    output: z.object({ hits: z.array(bodyRange), isCut: z.boolean() }),
  }),
  /** The bytes themselves, at most 64 KB, and the row that holds the first. FORBIDDEN `message.refused.notRevealed` while masked. */
  readBytes: query({
    access: readers,
    input: bodyInput.extend({ from: count, count: count.max(65_536) }),
    output: z.object({ bytes: z.instanceof(Uint8Array), row: count }),
  }),
  /**
   * An embedded document decoded, by its row or its node. `bytes` null when it is no base64 or larger than 48 MB.
   * FORBIDDEN `message.refused.notRevealed` while masked: a document is content.
   */
  readDocument: query({
    access: readers,
    audit: 'view',
    input: bodyInput.extend({ at: z.union([z.string().max(500), bodyPlace]) }),
    output: z.object({
      kind: z.enum(['pdf', 'png', 'jpeg', 'gif', 'webp', 'rtf', 'xml', 'text', 'other']),
      sizeBytes: count,
      bytes: z.instanceof(Uint8Array).nullable(),
    }),
  }),
};
