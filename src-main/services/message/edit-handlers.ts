import type { EditOfOne } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { detectFormat } from '../../../src-shared/formats/index.ts';
import { holdsNationalNumber } from '../../../src-shared/formats/shared/identifiers.ts';
import type { HandlersOf, PersonContext } from '../../app/handler.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import type { StageKey } from '../../store/store.ts';
import type { EditDeps } from './edit-deps.ts';
import { notRevealed, notStored, targetOf } from './message-errors.ts';
import { previewMany } from './preview-many.ts';
import { resolvePlan } from './resolve-plan.ts';
import { isUnchanging } from './stored-bodies.ts';

type EditHandlers = Pick<HandlersOf<'message'>, 'previewEdit' | 'editedBytes' | 'previewEditOfMany' | 'revealMany'>;

/** Handlers that try an edit, on one message or on many. */
export function createEditHandlers(deps: EditDeps): EditHandlers {
  const { bodies, work, reveals, siteOf, convert } = deps;
  const isRevealed = (ref: MessageRef, { account }: PersonContext) => reveals.until(account.accountId, ref) !== null;

  async function readRevealed(key: StageKey, context: PersonContext) {
    if (!isRevealed(key.ref, context)) throw notRevealed();
    const body = await bodies.read(key, context.signal);
    if (body === null) throw notStored();
    return body;
  }

  return {
    async previewEdit({ plan, ...key }, context) {
      context.describe({ target: targetOf(key.ref), summary: `edit of ${key.stage} previewed` });
      const body = await readRevealed(key, context);
      const made = await resolvePlan(plan, { ref: key.ref, body, convert });
      // Only the source's raw body is sent again; engines make every other form from it.
      return work.run(
        'previewEdit',
        { body, plan: made, site: siteOf(key.ref), isSource: isUnchanging(key) },
        context.signal,
      );
    },
    async editedBytes({ plan, bodyHash, acceptedErrors, ...key }, context) {
      context.describe({ target: targetOf(key.ref), summary: `edited ${key.stage} taken as a file` });
      const body = await readRevealed(key, context);
      if (!isUnchanging(key)) throw refusal('FORBIDDEN', 'edit.refused.stage');
      const edit = await resolvePlan(plan, { ref: key.ref, body, convert });
      const built = await work.run(
        'makeSendable',
        { body, edit, site: siteOf(key.ref), masked: false, isPlan: false },
        context.signal,
      );
      if (built.kind === 'not-stored') throw notStored();
      if (built.kind === 'refused') throw refusal('FORBIDDEN', built.refusalKey, built.refusalParams);
      const { bytes } = built.body;
      if (sha256Hex(bytes) !== bodyHash) throw refusal('CONFLICT', 'edit.refused.bodyChanged');
      const { introducedErrors, isJudged } = built.judgement;
      if (acceptedErrors === null && introducedErrors > 0)
        throw refusal('CONFLICT', 'edit.refused.introducedErrors', { count: introducedErrors });
      if (acceptedErrors === null && !isJudged) throw refusal('CONFLICT', 'edit.refused.notJudged');
      const summary = `edited ${key.stage} taken as a file: ${bytes.length} bytes, sha256 ${bodyHash}`;
      context.describe({
        summary: `${summary}${acceptedErrors === null ? '' : `, ${introducedErrors} errors accepted`}`,
      });
      return { bytes: new Uint8Array(bytes), fileName: nameFile(built.facts?.header.messageControlId ?? null, bytes) };
    },
    async previewEditOfMany({ refs, steps }, context) {
      context.describe({ summary: `${steps.length} steps previewed on ${refs.length} messages` });
      const items = await previewMany(
        deps,
        refs.map((ref) => ({ ref, steps, masked: !isRevealed(ref, context) })),
        context.signal,
      );
      return { items };
    },
    async revealMany({ refs }, context) {
      context.describe({ summary: `patient data of ${refs.length} messages shown` });
      const ends = refs.map((ref) => reveals.reveal(context.account.accountId, ref).until);
      return { until: Math.min(...ends) };
    },
  };
}

const endings: Record<string, string> = {
  hl7v2: 'hl7',
  'fhir-json': 'json',
  json: 'json',
  'kith-xml': 'xml',
  xml: 'xml',
};

/** Named after the message; not where a control id is a person's number. */
function nameFile(messageControlId: string | null, bytes: Uint8Array): string {
  const id = messageControlId === null || holdsNationalNumber(messageControlId) ? '' : messageControlId;
  const name = id.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60);
  return `${name === '' ? 'message' : name}-edited.${endings[detectFormat(bytes)] ?? 'txt'}`;
}

function refusal(
  code: 'FORBIDDEN' | 'CONFLICT',
  messageKey: string,
  params: EditOfOne['refusalParams'] = {},
): AppError {
  return new AppError(code, 'This edit is not allowed.', { messageKey, params });
}
