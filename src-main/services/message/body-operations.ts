import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { EditPlan } from '../../../src-shared/contract/message.ts';
import type { Body, MessageHeader } from '../../../src-shared/domain/message.ts';
import { patientValues } from '../../../src-shared/formats/shared/patient-values.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import { viewBody } from './body-view.ts';
import { compareBodies } from './compare-bodies.ts';
import { copyBody } from './copy-body.ts';
import { makeSendable, type SendableBody } from './make-sendable.ts';
import { openBody } from './open-body.ts';
import { applyEdit } from './preview-edit.ts';
import { type EditView, showEdit } from './show-edit.ts';

/** Everything that reads a whole body: pure, so that it can run in another thread. Arguments and results are structured-cloneable. */
export const bodyOperations = {
  view: ({ body, masked }: { body: Body; masked: boolean }): OutputOf<'message.readBody'> => viewBody(body, masked),
  header: ({ body }: { body: Body }): MessageHeader => openBody(body).summary().header,
  redact: ({ body, text }: { body: Body; text: string }): string =>
    redactText(text, patientValues(openBody(body).parsed)),
  previewEdit: ({ body, plan, isSource }: { body: Body; plan: EditPlan; isSource: boolean }): EditView =>
    showEdit(applyEdit(body, plan), isSource),
  copy: copyBody,
  compare: compareBodies,
  makeSendable: ({ body, edit }: { body: Body; edit: EditPlan | null }): SendableBody => makeSendable(body, edit),
};

export type BodyOperations = typeof bodyOperations;
export type OperationName = keyof BodyOperations;
export type ArgumentsOf<Name extends OperationName> = Parameters<BodyOperations[Name]>[0];
export type ResultOf<Name extends OperationName> = ReturnType<BodyOperations[Name]>;

export function runOperation<Name extends OperationName>(name: Name, args: ArgumentsOf<Name>): ResultOf<Name> {
  const run = bodyOperations[name] as (given: ArgumentsOf<Name>) => ResultOf<Name>;
  return run(args);
}
