import { Button, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRepeat } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { TreeNode } from '../../../../src-shared/contract/message.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { MessageText } from '../../../widgets/message-text.tsx';
import { BodyPanes, type BodyView } from '../body-panes.tsx';
import classes from '../message.module.css';
import type { StageChoice } from '../message-address.ts';
import { firstChoice } from '../message-address.ts';
import { Reveal, RevealDialog } from '../reveal.tsx';
import { EditDifference } from './edit-difference.tsx';
import {
  canReturnToFields,
  type EditPlan,
  type EditState,
  planOf,
  toRaw,
  untouched,
  withField,
  withoutField,
} from './edit-plan.ts';
import { FieldEditor } from './field-editor.tsx';

type EditViewProps = {
  messageRef: MessageRef;
  onClose: () => void;
  /** Hands the plan on; the hash names the bytes that were looked at. */
  onReplay: (plan: EditPlan, bodyHash: string) => void;
};

/** A message for changing: the source's raw form, with the difference always open. */
export function EditView(props: EditViewProps) {
  const message = useContractQuery('message.get', { ref: props.messageRef });
  return (
    <QueryView query={message}>
      {(answer) => {
        const choice = firstChoice(answer.connectors.filter((row) => row.role === 'source'));
        if (answer.revealedUntil === null) return <NeedsReveal {...props} />;
        return choice ? (
          <Editor {...props} messageName={nameOf(answer)} choice={choice} revealedUntil={answer.revealedUntil} />
        ) : (
          <NotStored />
        );
      }}
    </QueryView>
  );
}

/** Which message this is, in words a person can say on the phone. */
function nameOf({ channelName, header }: OutputOf<'message.get'>): string {
  return [channelName, header.messageType, header.messageControlId].filter(Boolean).join(' · ');
}

function NotStored() {
  const text = useText();
  return <StateView kind="empty" title={text('message.notStored')} hint={text('message.notStored.text')} />;
}

function NeedsReveal({ messageRef, onClose }: EditViewProps) {
  const text = useText();
  const [isAsking, setAsking] = useState(true);
  return (
    <>
      <StateView
        kind="empty"
        title={text('edit.needsReveal')}
        hint={text('edit.needsReveal.text')}
        action={{ label: text('message.reveal'), run: () => setAsking(true) }}
      />
      {isAsking ? <RevealDialog messageRef={messageRef} onClose={() => setAsking(false)} /> : null}
      <Button className={classes.backButton ?? ''} variant="subtle" size="compact-sm" onClick={onClose}>
        {text('edit.done')}
      </Button>
    </>
  );
}

function Editor({
  messageRef,
  messageName,
  choice,
  revealedUntil,
  onClose,
  onReplay,
}: EditViewProps & { messageName: string; choice: StageChoice; revealedUntil: number }) {
  const text = useText();
  const [state, setState] = useState<EditState>(untouched);
  const [field, setField] = useState<TreeNode | null>(null);
  const openedFrom = useRef<Element | null>(null);
  const openField = (node: TreeNode) => {
    openedFrom.current = document.activeElement;
    setField(node);
  };
  const closeField = () => {
    setField(null);
    if (openedFrom.current instanceof HTMLElement) openedFrom.current.focus();
  };
  const [plan] = useDebouncedValue(planOf(state), 250);
  const body = useContractQuery('message.readBody', { ref: messageRef, ...choice });
  const preview = useContractQuery(
    'message.previewEdit',
    { ref: messageRef, ...choice, plan: plan ?? { kind: 'text', text: '' } },
    { enabled: plan !== null, keepPrevious: plan !== null },
  );
  const result = plan === null ? undefined : preview.data;
  return (
    <section className={classes.view} aria-label={text('edit.title')}>
      <div className={`${classes.bar} ${classes.editBar}`}>
        <strong className={classes.messageName} title={messageName}>
          {messageName}
        </strong>
        <SegmentedControl
          size="xs"
          aria-label={text('edit.title')}
          value={state.mode}
          data={[
            {
              value: 'fields',
              label: text('edit.fields'),
              disabled: state.mode === 'text' && !canReturnToFields(state),
            },
            { value: 'text', label: text('edit.raw'), disabled: body.data?.isTruncated ?? true },
          ]}
          onChange={(mode) => setState(mode === 'text' ? toRaw(state, result?.after ?? null) : untouched)}
        />
        <Reveal messageRef={messageRef} revealedUntil={revealedUntil} />
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {text('edit.done')}
        </Button>
        <Button
          size="compact-sm"
          leftSection={<IconRepeat size={15} />}
          disabled={!plan || !result?.isAllowed || preview.isFetching}
          onClick={() => plan && result && onReplay(plan, result.bodyHash)}
        >
          {text('edit.replay')}
        </Button>
      </div>
      <div className={classes.editBody}>
        <div className={classes.view}>
          {field && state.mode === 'fields' ? (
            <FieldEditor
              key={field.path}
              node={field}
              current={state.fields.get(field.path) ?? null}
              onApply={(value) => setState(withField(state, field.path, value))}
              onUndo={() => setState(withoutField(state, field.path))}
              onClose={closeField}
            />
          ) : null}
          <div className={classes.body}>
            <QueryView query={body}>
              {(answer) => <Writing body={answer} state={state} onState={setState} onField={openField} />}
            </QueryView>
          </div>
        </div>
        <EditDifference
          preview={preview}
          result={result}
          format={body.data?.format ?? 'text'}
          hasPlan={plan !== null}
          onUndoAll={() => setState(untouched)}
        />
      </div>
    </section>
  );
}

type WritingProps = {
  body: BodyView;
  state: EditState;
  onState: (state: EditState) => void;
  onField: (node: TreeNode) => void;
};

function Writing({ body, state, onState, onField }: WritingProps) {
  const text = useText();
  if (state.mode === 'fields')
    return <BodyPanes body={body} changedPaths={new Set(state.fields.keys())} onEdit={onField} />;
  return (
    <MessageText
      text={state.startText ?? body.text}
      format={body.format}
      label={text('edit.raw')}
      highlight={null}
      onChange={(value) => onState({ ...state, text: value })}
    />
  );
}
