import { SegmentedControl, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ConnectorRow } from '../../../src-shared/domain/message.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { BodyFacts as Facts } from './inspector/body-windows.ts';
import type { StageChoice } from './message-address.ts';

type StageBarProps = { row: ConnectorRow; choice: StageChoice; onChoose: (choice: StageChoice) => void };

/** The stored forms of one connector. */
export function StageBar({ row, choice, onChoose }: StageBarProps) {
  const text = useText();
  return (
    <SegmentedControl
      size="xs"
      aria-label={text('message.stage')}
      value={choice.stage}
      data={row.stages.map((each) => ({ value: each.stage, label: text(`message.stage.${each.stage}`) }))}
      onChange={(value) => {
        const stage = row.stages.find((each) => each.stage === value);
        if (stage) onChoose({ connectorId: row.connectorId, stage: stage.stage });
      }}
    />
  );
}

/** Size, character set and why it was taken. */
export function BodyFacts({ body }: { body: Pick<Facts, 'charset' | 'sizeBytes' | 'fidelity'> }) {
  const text = useText();
  const format = useFormat();
  const reason = text.from(`charset.reason.${body.charset.reason}`, {}, '');
  return (
    <>
      <span className="dim" title={reason}>
        {text('message.bytes', { size: format.bytes(body.sizeBytes), charset: body.charset.name })}
      </span>
      {body.fidelity === 'engine-text' ? (
        <Tooltip label={text('message.engineText')} multiline w={300}>
          <span className="dim" role="img" aria-label={text('message.engineText')}>
            <IconInfoCircle size={15} />
          </span>
        </Tooltip>
      ) : null}
    </>
  );
}
