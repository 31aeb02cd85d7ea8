import { type ComponentProps, type ReactNode, useRef } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { BodyProblem } from '../../../../src-shared/contract/message-body.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import type { BodyFacts, BodyInput, BodyWindows } from '../inspector/body-windows.ts';
import { JumpInput } from '../inspector/jump-input.tsx';
import { TextPane } from '../inspector/text-pane.tsx';
import { TreePane } from '../inspector/tree-pane.tsx';
import type { Place } from '../inspector/use-place.ts';
import { useSelectAt } from '../inspector/use-select-at.ts';
import classes from './edit.module.css';
import { withFields, withoutField } from './edit-plan.ts';
import { EditTools } from './edit-tools.tsx';
import { FieldPanel } from './field-panel.tsx';
import type { SpanWish } from './problem-jump.ts';
import { RawText } from './raw-text.tsx';
import type { Edit } from './use-edit.ts';

type WritingProps = {
  input: BodyInput;
  facts: BodyFacts;
  windows: BodyWindows;
  place: Place;
  edit: Edit;
  problems: readonly BodyProblem[];
  withEmpty: boolean;
  onWithEmpty: (withEmpty: boolean) => void;
  /** Whose editor is open; null = none. */
  field: string | null;
  onField: (path: string | null) => void;
  onSenderText: (path: string) => void;
  wish: SpanWish | null;
  reveal: ReactNode;
};

/** Of a larger one the raw text is not edited: `message.readBody` gives only its beginning. */
const maxTextBytes = 512 * 1024;

/** Where a person writes: in the fields beside the text as stored, or in the text itself. */
export function Writing(props: WritingProps) {
  const { input, facts, edit, wish, reveal } = props;
  const tools = { edit, reveal, canWriteText: facts.sizeBytes <= maxTextBytes };
  if (edit.state.mode === 'fields') return <Fields {...props} tools={tools} />;
  return (
    <div className={classes.fields}>
      <EditTools {...tools} />
      <div className={classes.fieldArea}>
        <RawText {...{ input, edit, wish }} format={facts.format} />
      </div>
    </div>
  );
}

type FieldsProps = WritingProps & { tools: Omit<ComponentProps<typeof EditTools>, 'children'> };

function Fields({ input, facts, windows, place, edit, problems, withEmpty, field, tools, ...on }: FieldsProps) {
  const text = useText();
  const { client } = useBridge();
  const jumpField = useRef<HTMLInputElement>(null);
  const openedFrom = useRef<Element | null>(null);
  const layout = useDefaultLayout({ id: 'vaktbord.panes.body', panelIds: ['tree', 'text'] });
  const selectAt = useSelectAt(input, place);
  const { state, setState } = edit;

  function openField(path: string): void {
    if (field === null) openedFrom.current = document.activeElement;
    on.onField(path);
  }

  function closeField(): void {
    on.onField(null);
    if (openedFrom.current instanceof HTMLElement) openedFrom.current.focus();
  }

  /** A place that the message ends before can be written too. */
  async function openMissing(typed: string): Promise<boolean> {
    const { field: found } = await client.call('message.describeField', { ...input, at: typed });
    if (found !== null) openField(found.path);
    return found !== null;
  }

  useKeys([
    { keys: 'Mod+g', label: text('inspect.jump'), run: () => jumpField.current?.focus(), worksWhileTyping: true },
    { keys: 'e', label: text('edit.openField'), run: () => place.chosen && openField(place.chosen.node.path) },
  ]);

  return (
    <div className={classes.fields}>
      <EditTools {...tools}>
        <JumpInput
          input={input}
          format={facts.format}
          field={jumpField}
          onMissed={openMissing}
          onFound={(found) => {
            place.show(found, true);
            openField(found.node.path);
          }}
        />
        <span className={classes.toolHint}>{text('edit.fields.hint')}</span>
      </EditTools>
      <div className={classes.fieldArea}>
        <Group
          className={classes.panes}
          orientation="horizontal"
          defaultLayout={layout.defaultLayout}
          onLayoutChanged={layout.onLayoutChanged}
        >
          <Panel id="tree" minSize="20%" className={classes.pane}>
            <TreePane
              {...{ windows, place, withEmpty }}
              onWithEmpty={on.onWithEmpty}
              editing={{ planned: state.fields, onEdit: openField }}
            />
          </Panel>
          <Separator className={classes.separator} aria-label={text('ui.resizePanes')} />
          <Panel id="text" minSize="20%" className={classes.pane}>
            <TextPane
              windows={windows}
              problems={problems}
              chosen={place.chosen?.node.range ?? null}
              hits={noHits}
              currentHit={null}
              showsUnseen={false}
              place={place.textWish}
              onPlace={selectAt}
              onDocument={null}
            />
          </Panel>
        </Group>
        {field !== null ? (
          <FieldPanel
            key={field}
            input={input}
            format={facts.format}
            at={field}
            planned={state.fields.get(field) ?? null}
            onApply={(path, value) =>
              setState(value === null ? withoutField(state, path) : withFields(state, [{ path, text: value }]))
            }
            onSenderText={on.onSenderText}
            onClose={closeField}
          />
        ) : null}
      </div>
    </div>
  );
}

const noHits: readonly never[] = [];
