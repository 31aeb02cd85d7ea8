import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { BodyPlace, BodyProblem } from '../../../../src-shared/contract/message-body.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { isBoolean, useRemembered } from '../../../ui/use-remembered.ts';
import { ProblemList } from '../problem-list.tsx';
import type { BodyFacts, BodyInput } from './body-windows.ts';
import { FindBar } from './find-bar.tsx';
import { HexPane } from './hex-pane.tsx';
import classes from './inspector.module.css';
import { JumpInput } from './jump-input.tsx';
import { TextPane } from './text-pane.tsx';
import { TreePane } from './tree-pane.tsx';
import { useFind } from './use-find.ts';
import { usePlace } from './use-place.ts';
import { useWindows } from './use-windows.ts';

const modes = ['text', 'marks', 'hex'] as const;
type Mode = (typeof modes)[number];
const noFindings: readonly BodyProblem[] = [];
const isMode = (value: unknown): value is Mode => modes.some((mode) => mode === value);

/** One body of any size for reading: tree and text side by side and linked, find, jump, bytes, problems. */
export function Inspector({ input, facts }: { input: BodyInput; facts: BodyFacts }) {
  const text = useText();
  const [mode, setMode] = useRemembered<Mode>('message.mode', 'text', isMode);
  const [withEmpty, setWithEmpty] = useRemembered('message.showEmpty', false, isBoolean);
  const windows = useWindows(input, facts);
  const place = usePlace(windows, withEmpty);
  const find = useFind(input);
  const validation = useContractQuery('message.validate', input);
  const findings = validation.data?.findings ?? noFindings;
  useAgain(facts, validation.refetch);
  useAgain(facts, find.again);
  const problems = useMemo(() => [...facts.problems, ...findings], [facts.problems, findings]);
  const jumpField = useRef<HTMLInputElement>(null);
  const selectAt = useSelectAt(input, place);
  const hit = find.current;
  const { goTo } = place;
  const latestGoTo = useRef(goTo);
  latestGoTo.current = goTo;
  useEffect(() => {
    if (hit) latestGoTo.current(hit.from);
  }, [hit]);
  useKeys([
    { keys: 'Mod+f', label: text('inspect.find'), run: find.open, worksWhileTyping: true },
    { keys: 'Mod+g', label: text('inspect.jump'), run: () => jumpField.current?.focus(), worksWhileTyping: true },
  ]);
  return (
    <div className={classes.inspector}>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label={text('inspect.mode')}
          value={mode}
          data={modes.map((value) => ({ value, label: text(`inspect.mode.${value}`) }))}
          onChange={(value) => isMode(value) && setMode(value)}
        />
        {facts.nodeCount > 0 ? (
          <JumpInput
            input={input}
            format={facts.format}
            field={jumpField}
            onFound={(found) => place.show(found, true)}
          />
        ) : null}
        <span className={classes.grow} />
        {find.isOpen ? (
          <FindBar find={find} />
        ) : (
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label={text('inspect.find')}
            title={text('inspect.find')}
            onClick={find.open}
          >
            <IconSearch size={16} />
          </ActionIcon>
        )}
      </div>
      <Panes
        tree={
          facts.nodeCount > 0 ? (
            <TreePane
              windows={windows}
              place={place}
              withEmpty={withEmpty}
              onWithEmpty={(next) => {
                place.closeBelowTop();
                setWithEmpty(next);
              }}
            />
          ) : null
        }
        text={
          mode === 'hex' ? (
            <HexPane windows={windows} />
          ) : (
            <TextPane
              windows={windows}
              problems={problems}
              chosen={place.chosen?.node.range ?? null}
              hits={find.hits}
              currentHit={hit}
              showsUnseen={mode === 'marks'}
              scrollWish={place.textWish}
              onPlace={selectAt}
              onDocument={null}
            />
          )
        }
      />
      <ProblemList<BodyProblem>
        problems={facts.problems}
        findings={findings}
        onJump={({ range }) => place.goTo(range.from)}
      />
    </div>
  );
}

function Panes({ tree, text: body }: { tree: ReactNode; text: ReactNode }) {
  const text = useText();
  const layout = useDefaultLayout({ id: 'vaktbord.panes.body', panelIds: ['tree', 'text'] });
  if (tree === null) return <div className={classes.panes}>{body}</div>;
  return (
    <Group
      className={classes.panes}
      orientation="horizontal"
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      <Panel id="tree" minSize="20%" className={classes.pane}>
        {tree}
      </Panel>
      <Separator className={classes.separator} aria-label={text('ui.resizePanes')} />
      <Panel id="text" minSize="20%" className={classes.pane}>
        {body}
      </Panel>
    </Group>
  );
}

/** Asks again when the body was opened anew: masked and revealed have other places. */
function useAgain(facts: BodyFacts, ask: () => unknown): void {
  const last = useRef(facts);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (last.current !== facts) latest.current();
    last.current = facts;
  }, [facts]);
}

/** A click in the text chooses the innermost field there; of quick clicks the last one counts. */
function useSelectAt(input: BodyInput, place: ReturnType<typeof usePlace>): (at: BodyPlace) => void {
  const { client } = useBridge();
  const latest = useRef(0);
  return (at) => {
    latest.current += 1;
    const asked = latest.current;
    client.call('message.locate', { ...input, at }).then(
      ({ found }) => {
        if (found && asked === latest.current) place.show(found, false);
      },
      // The windows find out by themselves that the body is no longer open.
      () => undefined,
    );
  };
}
