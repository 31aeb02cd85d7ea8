import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fromLocalField, toLocalField } from '../../ui/format/local-field.ts';
import { UnitSteps } from '../../widgets/unit-steps.tsx';
import type { FindingAnswer, FindingRow } from './finding-view.ts';

type ProposeRuleProps = {
  finding: FindingRow;
  reasons: FindingAnswer['reasons'];
  onProposed: () => void;
  onClose: () => void;
};
type Draft = OutputOf<'rules.draft'>;

/** A rule of a finding: how it converts and why, numbers that must come out, for how long, and who answers for it. */
export function ProposeRule(props: ProposeRuleProps) {
  const draft = useContractQuery('rules.draft', { findingId: props.finding.findingId });
  return <QueryView query={draft}>{(answer) => <Form {...props} draft={answer} />}</QueryView>;
}

/** Steps about the number that a finding shows as an example; a rule is about all. */
const ofExample = ['implausible', 'plausibleAs'];
const quarterMs = 90 * 24 * 3_600_000;

function Form({ finding, reasons, draft, onProposed, onClose }: ProposeRuleProps & { draft: Draft }) {
  const text = useText();
  const errorText = useErrorText();
  const [tests, setTests] = useState(() => draft.tests.map(({ before, after }) => `${before} = ${after}`).join('\n'));
  const [until, setUntil] = useState(() => toLocalField(Date.now() + quarterMs));
  const [owner, setOwner] = useState<string | null>(null);
  const propose = useContractCommand('rules.propose', ['rules.list', 'rules.draft']);
  const { requestId, renewAfter } = useRequestId();
  const validUntil = fromLocalField(until);
  const read = readTests(tests);
  const obstacle =
    draft.refusal !== null
      ? text.from(`rules.refused.${draft.refusal}`)
      : draft.owners.length === 0
        ? text('rules.noOwner')
        : null;
  const isComplete = validUntil !== null && owner !== null && read !== null && read.length > 0;
  return (
    <ConfirmDialog
      title={text('rules.propose')}
      confirmLabel={text('rules.propose.confirm')}
      needsReason
      obstacle={obstacle}
      isComplete={isComplete}
      isBusy={propose.isPending}
      onConfirm={(reason) => {
        if (validUntil === null || owner === null || read === null) return;
        propose.mutate(
          {
            ...{ requestId, findingId: finding.findingId, tests: read, reason },
            ...{ validFrom: Date.now(), validUntil, clinicalOwnerId: owner },
          },
          { onSuccess: onProposed, onError: renewAfter },
        );
      }}
      onClose={onClose}
    >
      {draft.refusal === null ? (
        <p>{text('rules.propose.what', { found: finding.unit ?? '', expected: finding.expected ?? '' })}</p>
      ) : null}
      <UnitSteps reasons={reasons.filter(({ id }) => !ofExample.includes(id))} norwegianName={finding.norwegianName} />
      {obstacle === null ? (
        <>
          {draft.formula === null ? null : <p>{text('rules.formula', { formula: draft.formula })}</p>}
          <Textarea
            label={text('rules.tests')}
            description={text('rules.tests.hint')}
            error={read === null ? text('rules.tests.unreadable') : null}
            rows={4}
            spellCheck={false}
            required
            value={tests}
            onChange={(event) => setTests(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={text('rules.validUntil')}
            required
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Select
            label={text('rules.owner')}
            description={text('rules.owner.hint')}
            required
            data={draft.owners.map(({ accountId, name }) => ({ value: accountId, label: name }))}
            value={owner}
            onChange={setOwner}
          />
        </>
      ) : null}
      {propose.error ? <p role="alert">{errorText(propose.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}

/** Lines of `before = after`; null where one is none. */
function readTests(written: string): { before: string; after: string }[] | null {
  const lines = written.split('\n').filter((line) => line.trim() !== '');
  const tests = lines.map((line) => {
    const [before = '', after = '', ...more] = line.split('=').map((part) => part.trim());
    return before === '' || after === '' || more.length > 0 ? null : { before, after };
  });
  return tests.some((test) => test === null) ? null : tests.flatMap((test) => test ?? []);
}
