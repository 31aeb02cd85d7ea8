import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { CallError } from '../../bridge/call-error.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { ChangesTable } from '../../widgets/changes-table.tsx';
import { firstChoice } from './message-address.ts';
import { RevealDialog } from './reveal.tsx';

type ConvertDialogProps = { messageRef: MessageRef; onReplay: (plan: EditPlan) => void; onClose: () => void };
type Rule = OutputOf<'rules.forMessage'>['items'][number];
type Input = Pick<InputOf<'message.previewEdit'>, 'ref' | 'connectorId' | 'stage'>;

/** What rules would make of a message, before and after; sending goes through the plan of the replay. */
export function ConvertDialog({ messageRef, onReplay, onClose }: ConvertDialogProps) {
  useReturnFocus();
  const text = useText();
  const message = useContractQuery('message.get', { ref: messageRef });
  const rules = useContractQuery('rules.forMessage', { ref: messageRef });
  const isHidden = message.data !== undefined && message.data.revealedUntil === null;
  const choice = message.data ? firstChoice(message.data.connectors.filter(({ role }) => role === 'source')) : null;
  // Closing tells not whether the message was revealed; the core knows.
  const closeIfHidden = () =>
    message.refetch().then(({ data }) => {
      if (data?.revealedUntil == null) onClose();
    });
  if (isHidden) return <RevealDialog messageRef={messageRef} onClose={() => void closeIfHidden()} />;
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={text('convert.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <QueryView query={rules}>
        {({ items }) =>
          choice ? (
            <Choice items={items} input={{ ref: messageRef, ...choice }} onReplay={onReplay} onClose={onClose} />
          ) : (
            <StateView kind="empty" title={text('message.notStored')} hint={text('message.notStored.text')} />
          )
        }
      </QueryView>
    </Modal>
  );
}

type ChoiceProps = Omit<ConvertDialogProps, 'messageRef'> & { items: readonly Rule[]; input: Input };

function Choice({ items, input, onReplay, onClose }: ChoiceProps) {
  const text = useText();
  const [chosen, setChosen] = useState<readonly string[]>(() => items.map(({ ruleId }) => ruleId));
  const rules = items
    .filter(({ ruleId }) => chosen.includes(ruleId))
    .map(({ ruleId, version }) => ({ ruleId, version }));
  const plan: EditPlan = { kind: 'convert', rules };
  const isAny = rules.length > 0;
  const preview = useContractQuery('message.previewEdit', { ...input, plan }, { isFresh: true, enabled: isAny });
  const isReady = isAny && !preview.isFetching && preview.error === null && preview.data?.isAllowed === true;
  return (
    <Stack gap="sm">
      <p>{text('convert.what')}</p>
      <Checkbox.Group label={text('convert.rules')} value={[...chosen]} onChange={setChosen}>
        {items.map(({ ruleId, name, code, unit, expected, version }) => (
          <Checkbox
            key={ruleId}
            value={ruleId}
            mt={4}
            label={text('rules.named', { name: name ?? code, found: unit, expected, version })}
          />
        ))}
      </Checkbox.Group>
      {isAny ? <Preview preview={preview} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          {text('ui.cancel')}
        </Button>
        <Button disabled={!isReady} onClick={() => onReplay(plan)}>
          {text('convert.replay')}
        </Button>
      </Group>
    </Stack>
  );
}

type PreviewProps = { preview: UseQueryResult<OutputOf<'message.previewEdit'>, CallError> };

function Preview({ preview }: PreviewProps) {
  const text = useText();
  return (
    <QueryView query={preview}>
      {(answer) =>
        answer.isAllowed ? (
          <ChangesTable changes={answer.changes} />
        ) : (
          <StateView
            kind="empty"
            title={text('convert.refused')}
            hint={text.from(answer.refusalKey ?? '', answer.refusalParams)}
          />
        )
      }
    </QueryView>
  );
}
