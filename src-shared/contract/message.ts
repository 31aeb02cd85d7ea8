import { z } from 'zod';
import { bodyFidelity, connectorRow, messageHeader, messageRef } from '../domain/message.ts';
import { done, names, reason } from './common.ts';
import { bodyInput, bodyProcedures, problemFacts } from './message-body.ts';
import { messageCopies } from './message-copies.ts';
import { editProcedures } from './message-edit.ts';
import { fieldProcedures } from './message-edit-fields.ts';
import { fileProcedures } from './message-file.ts';
import { unitProcedures } from './message-units.ts';
import { command, event, query, readers } from './procedure.ts';

const span = z.tuple([z.number().int(), z.number().int()]);

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

const problem = problemFacts.extend({ textSpan: span });

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

export const message = {
  procedures: {
    ...messageCopies,
    /** What the engine knows of the message, without content. `revealedUntil`: this person may see content until then. */
    get: query({
      access: readers,
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
    readBody: query({ access: readers, audit: 'view', input: bodyInput, output: bodyView }),
    /** The engine's full error text; redacted unless revealed. */
    readError: query({
      access: readers,
      audit: 'view',
      input: z.object({ ref: messageRef, connectorId: z.string() }),
      output: z.object({ text: z.string().nullable(), masked: z.boolean() }),
    }),
    /** Shows patient data of one message to this person for a limited time. Generic accounts are refused. */
    reveal: command({
      access: readers,
      input: z.object({ ref: messageRef, reason }),
      output: z.object({ until: z.number().int() }),
    }),
    hide: command({ access: readers, input: z.object({ ref: messageRef }), output: done }),
    ...bodyProcedures,
    ...unitProcedures,
    ...fileProcedures,
    ...fieldProcedures,
    ...editProcedures,
  },
  events: {
    revealEnded: event({
      payload: z.object({ ref: messageRef }),
      stale: [
        'message.get',
        'message.readBody',
        'message.openBody',
        'message.validate',
        'message.judgeUnits',
        'message.describeField',
        'message.findText',
        'message.readDocument',
        'message.readError',
        'message.compare',
      ],
    }),
  },
};
