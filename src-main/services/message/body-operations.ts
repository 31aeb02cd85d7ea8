import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body, MessageHeader } from '../../../src-shared/domain/message.ts';
import type { Finding } from '../../../src-shared/formats/format.ts';
import { patientValues } from '../../../src-shared/formats/shared/patient-values.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import { viewBody } from './body-view.ts';
import { compareBodies } from './compare-bodies.ts';
import { copyBody } from './copy-body.ts';
import { judgeEdit, type Site } from './judge-edit.ts';
import { makeSendable, type SendableBody, type SendableTerms } from './make-sendable.ts';
import { clipBody, openBody } from './open-body.ts';
import { type AppliedPlan, applyEdit } from './preview-edit.ts';
import { type OneOfMany, previewOneOfMany } from './preview-one-of-many.ts';
import { type EditView, showEdit } from './show-edit.ts';
import { type FindingsAsked, readFindings } from './window/read-findings.ts';

/** Everything that reads a whole body: pure, so that it can run in another thread. Arguments and results are structured-cloneable. */
export const bodyOperations = {
  view: ({ body, masked }: { body: Body; masked: boolean }): OutputOf<'message.readBody'> => viewBody(body, masked),
  header: ({ body }: { body: Body }): MessageHeader => openBody(headOf(body)).summary().header,
  redact: ({ body, text }: { body: Body; text: string }): string =>
    redactText(text, patientValues(openBody(body).parsed)),
  previewEdit: ({ body, plan, site, isSource }: PreviewRequest): EditView => {
    const edit = applyEdit(body, plan);
    return showEdit(edit, judgeEdit(edit, site), isSource);
  },
  previewEditOfMany: ({ body, steps, site, masked }: OneOfManyRequest): OneOfMany =>
    previewOneOfMany(body, steps, { site, masked }),
  check: ({ body, ...asked }: { body: Body } & FindingsAsked): Finding[] => readFindings(body, asked),
  copy: copyBody,
  compare: compareBodies,
  makeSendable: ({ body, edit, ...terms }: SendableRequest): SendableBody => makeSendable(body, edit, terms),
};

/** The header stands at the beginning; of a large body all the rest would be read for seconds, and for nothing. */
function headOf(body: Body): Body {
  return body.bytes.length > maxWholeHeaderBytes ? clipBody(body).body : body;
}

const maxWholeHeaderBytes = 4 * 1024 * 1024;

type PreviewRequest = { body: Body; plan: AppliedPlan; site: Site; isSource: boolean };
type OneOfManyRequest = { body: Body; steps: readonly EditStep[]; site: Site; masked: boolean };
type SendableRequest = SendableTerms & { body: Body; edit: AppliedPlan | null };

export type BodyOperations = typeof bodyOperations;
export type OperationName = keyof BodyOperations;
export type ArgumentsOf<Name extends OperationName> = Parameters<BodyOperations[Name]>[0];
export type ResultOf<Name extends OperationName> = ReturnType<BodyOperations[Name]>;

export function runOperation<Name extends OperationName>(name: Name, args: ArgumentsOf<Name>): ResultOf<Name> {
  const run = bodyOperations[name] as (given: ArgumentsOf<Name>) => ResultOf<Name>;
  return run(args);
}
