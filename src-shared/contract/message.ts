import { z } from 'zod';
import { bodyFidelity, connectorRow, messageHeader, messageRef } from '../domain/message.ts';
import { done, reason } from './common.ts';
import { bodyInput, bodyProcedures } from './message-body.ts';
import { messageCopies } from './message-copies.ts';
import { fieldProcedures } from './message-edit-fields.ts';
import { fileProcedures } from './message-file.ts';
import { command, event, everyRole, operators, query } from './procedure.ts';

const span = z.tuple([z.number().int(), z.number().int()]);
const names = z.object({ en: z.string(), nb: z.string(), nn: z.string() });

/**
 * One node of the tree as the page shows it. `textSpan` counts UTF-16 units of `text` of the same answer (what an editor counts).
 * `value` is masked text while the message is masked. `lockReasonKey`: why it may not be edited (`edit.locked.*`), null = it may.
 */
export type TreeNode = {
  path: string;
  name: string;
  label: { en: string; nb: string; nn: string } | null;
  textSpan: [number, number];
  value: string | null;
  sensitivity: 'none' | 'patient' | 'secret';
  clinical: boolean;
  isEmpty: boolean;
  isExplicitNull: boolean;
  lockReasonKey: string | null;
  children: TreeNode[];
};
export const treeNode: z.ZodType<TreeNode> = z.object({
  path: z.string(),
  name: z.string(),
  label: names.nullable(),
  textSpan: span,
  value: z.string().nullable(),
  sensitivity: z.enum(['none', 'patient', 'secret']),
  clinical: z.boolean(),
  isEmpty: z.boolean(),
  isExplicitNull: z.boolean(),
  lockReasonKey: z.string().nullable(),
  get children() {
    return z.array(treeNode);
  },
});

const problem = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  textSpan: span,
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/**
 * A body for reading. `masked`: patient values are replaced by kind and length class; then `bytes` is null.
 * `isTruncated`: only the first 512 KB are in `text` and the tree; `bytes` (when revealed) is always whole.
 */
const bodyView = z.object({
  format: z.string(),
  sizeBytes: z.number().int(),
  fidelity: bodyFidelity,
  charset: z.object({ name: z.string(), reason: z.string() }),
  masked: z.boolean(),
  text: z.string(),
  isTruncated: z.boolean(),
  bytes: z.instanceof(Uint8Array).nullable(),
  tree: z.array(treeNode),
  problems: z.array(problem),
  partCount: z.number().int(),
});

const editInput = z.object({ path: z.string().max(200), text: z.string().max(2_000_000) });
/** Either the fields changed, or a whole new text; both end as byte splices against the stored body. */
export const editPlan = z.union([
  z.object({ kind: z.literal('fields'), edits: z.array(editInput).min(1).max(500) }),
  z.object({ kind: z.literal('text'), text: z.string().max(20_000_000) }),
]);
export type EditPlan = z.infer<typeof editPlan>;

const change = z.object({
  path: z.string(),
  label: names.nullable(),
  before: z.string(),
  after: z.string(),
  lockReasonKey: z.string().nullable(),
});

export const message = {
  procedures: {
    ...messageCopies,
    /** What the engine knows of the message, without content. `revealedUntil`: this person may see content until then. */
    get: query({
      access: everyRole,
      input: z.object({ ref: messageRef }),
      output: z.object({
        ref: messageRef,
        channelName: z.string(),
        receivedAt: z.number().int(),
        originalNativeId: z.string().nullable(),
        header: messageHeader,
        connectors: z.array(connectorRow),
        missingDestinations: z.array(z.object({ connectorId: z.string(), name: z.string() })),
        attachmentCount: z.number().int(),
        isGone: z.boolean(),
        isFromCache: z.boolean(),
        revealedUntil: z.number().int().nullable(),
      }),
    }),
    /** Content, masked unless revealed. NOT_FOUND when that stage was not stored. */
    readBody: query({ access: everyRole, audit: 'view', input: bodyInput, output: bodyView }),
    /** The engine's full error text; redacted unless revealed. */
    readError: query({
      access: everyRole,
      audit: 'view',
      input: z.object({ ref: messageRef, connectorId: z.string() }),
      output: z.object({ text: z.string().nullable(), masked: z.boolean() }),
    }),
    /** Shows patient data of one message to this person for a limited time. Generic accounts are refused. */
    reveal: command({
      access: everyRole,
      input: z.object({ ref: messageRef, reason }),
      output: z.object({ until: z.number().int() }),
    }),
    hide: command({ access: everyRole, input: z.object({ ref: messageRef }), output: done }),
    ...bodyProcedures,
    ...fileProcedures,
    ...fieldProcedures,
    /**
     * What an edit would change: bytes, fields, problems. Changes nothing, stores nothing. Needs the message revealed.
     * `isAllowed` false when a locked (clinical) field is touched or the text cannot be encoded; `refusalKey` says why.
     */
    previewEdit: query({
      access: operators,
      audit: 'view',
      input: bodyInput.extend({ plan: editPlan }),
      output: z.object({
        isAllowed: z.boolean(),
        refusalKey: z.string().nullable(),
        refusalParams: z.record(z.string(), z.union([z.string(), z.number()])),
        changes: z.array(change),
        before: z.string(),
        after: z.string(),
        changedBytes: z.number().int(),
        problems: z.array(problem),
        bodyHash: z.string(),
      }),
    }),
  },
  events: {
    revealEnded: event({
      payload: z.object({ ref: messageRef }),
      stale: [
        'message.get',
        'message.readBody',
        'message.openBody',
        'message.validate',
        'message.describeField',
        'message.findText',
        'message.readDocument',
        'message.readError',
        'message.compare',
      ],
    }),
  },
};
