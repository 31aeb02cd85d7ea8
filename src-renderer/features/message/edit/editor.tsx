import { useRef, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { EditPlan } from '../../../../src-shared/contract/message-edit.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { isBoolean, useRemembered } from '../../../ui/use-remembered.ts';
import type { BodyFacts, BodyInput } from '../inspector/body-windows.ts';
import { usePlace } from '../inspector/use-place.ts';
import { useProblems } from '../inspector/use-problems.ts';
import { useShowAgain } from '../inspector/use-show-again.ts';
import { useWindows } from '../inspector/use-windows.ts';
import { Reveal } from '../reveal.tsx';
import classes from './edit.module.css';
import { EditBar } from './edit-bar.tsx';
import { EditDifference } from './edit-difference.tsx';
import { redo, undo, withFields, withoutAll, withoutField } from './edit-plan.ts';
import { useProblemJump } from './problem-jump.ts';
import { SenderTextDialog } from './sender-text-dialog.tsx';
import { type Edit, type EditStateHeld, useEdit } from './use-edit.ts';
import { Writing } from './writing.tsx';

export type EditorProps = {
  input: BodyInput;
  /** Which message this is, in words a person can say on the phone. */
  name: string;
  revealedUntil: number;
  held: EditStateHeld;
  onClose: () => void;
  /** Hands the plan on; null where nothing can be sent. */
  onReplay: ((plan: EditPlan) => void) | null;
  onSaved: (plan: EditPlan) => void;
};

/** A revealed message for changing, with the difference always open. */
export function Editor(props: EditorProps) {
  const body = useContractQuery('message.openBody', props.input);
  return (
    <QueryView query={body}>
      {(facts) => (facts.masked ? <StateView kind="loading" /> : <Loaded {...props} facts={facts} />)}
    </QueryView>
  );
}

function Loaded({ facts, held, ...props }: EditorProps & { facts: BodyFacts }) {
  const { input } = props;
  const text = useText();
  const edit = useEdit(input, held);
  const windows = useWindows(input, facts);
  const [withEmpty, setWithEmpty] = useRemembered('message.showEmpty', false, isBoolean);
  const place = usePlace(windows, withEmpty);
  const showAgain = useShowAgain(input, place);
  const problems = useProblems(windows);
  const [field, setField] = useState<string | null>(null);
  const [senderTextAt, setSenderTextAt] = useState<string | null>(null);
  const layout = useDefaultLayout({ id: 'vaktbord.panes.edit', panelIds: ['writing', 'difference'] });
  const difference = useRef<HTMLElement>(null);
  const { jumpTo, wish } = useProblemJump(input, place);
  useEditKeys(edit, () => difference.current?.focus());

  return (
    <section className={classes.view} aria-label={text('edit.title')}>
      <EditBar {...props} edit={edit} />
      <Group
        className={classes.panes}
        orientation="vertical"
        defaultLayout={layout.defaultLayout}
        onLayoutChanged={layout.onLayoutChanged}
      >
        <Panel id="writing" minSize="25%" className={classes.pane}>
          <Writing
            {...{ input, facts, windows, place, edit, field, withEmpty, wish }}
            problems={problems.all}
            reveal={<Reveal messageRef={input.ref} revealedUntil={props.revealedUntil} />}
            onWithEmpty={(next) => {
              place.closeBelowTop();
              setWithEmpty(next);
              if (place.chosen) void showAgain(place.chosen, next);
            }}
            onField={setField}
            onSenderText={setSenderTextAt}
          />
        </Panel>
        <Separator className={classes.separator} aria-label={text('ui.resizePanes')} />
        <Panel id="difference" minSize="25%" className={classes.pane}>
          <EditDifference
            ref={difference}
            edit={edit}
            format={facts.format}
            stored={{ problems: facts.problems, findings: problems.findings, large: problems.large }}
            wish={wish}
            onJump={jumpTo}
            onFix={(edits) => edit.setState(withFields(edit.state, edits))}
            onUndoAll={() => edit.setState(withoutAll(edit.state))}
            onUndo={(path) => edit.setState(withoutField(edit.state, path))}
            onSenderText={setSenderTextAt}
          />
        </Panel>
      </Group>
      {senderTextAt !== null ? (
        <SenderTextDialog
          format={facts.format}
          path={senderTextAt}
          findings={problems.findings}
          input={input}
          onClose={() => setSenderTextAt(null)}
        />
      ) : null}
    </section>
  );
}

function useEditKeys({ state, setState }: Edit, toDifference: () => void): void {
  const text = useText();
  const isByField = state.mode === 'fields';
  const takeBack = () => setState(undo(state));
  const doAgain = () => setState(redo(state));
  useKeys([
    { keys: 'd', label: text('edit.toDifference'), run: toDifference },
    ...(isByField
      ? [
          { keys: 'Mod+z', label: text('edit.takeBack'), run: takeBack },
          { keys: 'Mod+Shift+z', label: text('edit.doAgain'), run: doAgain },
          { keys: 'Mod+y', label: '', run: doAgain },
        ]
      : []),
  ]);
}
