import { Button, Menu } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import type { ConnectorRow, MessageRef } from '../../../src-shared/domain/message.ts';
import { useText } from '../../locales/use-text.ts';
import { useRemembered } from '../../ui/use-remembered.ts';
import { useTell } from '../../ui/use-tell.ts';
import { type ComparedForm, formAddress, formOf } from './compare-address.ts';
import type { StageChoice } from './message-address.ts';

type CompareMenuProps = {
  messageRef: MessageRef;
  connectors: readonly ConnectorRow[];
  choice: StageChoice;
  onCompare: (a: ComparedForm, b: ComparedForm) => void;
};

/** Another stored form of this message, or a message that was put aside earlier, beside this one. */
export function CompareMenu({ messageRef, connectors, choice, onCompare }: CompareMenuProps) {
  const text = useText();
  const [aside, setAside] = useRemembered('compare.aside', '', isString);
  const tell = useTell();
  const here: ComparedForm = { ref: messageRef, ...choice };
  const other = aside === formAddress(here) ? null : formOf(aside);
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconArrowsDiff size={14} />}>
          {text('compare.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Label>{text('compare.otherForm')}</Menu.Label>
        {connectors.flatMap((row) =>
          row.stages
            .filter(({ stage }) => stage !== choice.stage || row.connectorId !== choice.connectorId)
            .map(({ stage }) => (
              <Menu.Item
                key={`${row.connectorId}-${stage}`}
                onClick={() => onCompare(here, { ref: messageRef, connectorId: row.connectorId, stage })}
              >
                {row.name} · {text(`message.stage.${stage}`)}
              </Menu.Item>
            )),
        )}
        <Menu.Divider />
        <Menu.Label>{text('compare.otherMessage')}</Menu.Label>
        <Menu.Item
          onClick={() => {
            setAside(formAddress(here));
            tell(text('compare.isAside', { id: messageRef.nativeId }));
          }}
        >
          {text('compare.putAside')}
        </Menu.Item>
        {other ? (
          <Menu.Item onClick={() => onCompare(other, here)}>
            {text('compare.withAside', { id: other.ref.nativeId })}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
