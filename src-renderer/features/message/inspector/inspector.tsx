import { type ReactNode, useEffect, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { BodyPlace, BodyProblem } from '../../../../src-shared/contract/message-body.ts';
import { useText } from '../../../locales/use-text.ts';
import { useLatest } from '../../../ui/use-latest.ts';
import { isBoolean, useRemembered } from '../../../ui/use-remembered.ts';
import { ProblemList } from '../../../widgets/problem-list.tsx';
import type { BodyFacts, BodyInput } from './body-windows.ts';
import { DocumentDialog } from './document-dialog.tsx';
import { HexPane } from './hex-pane.tsx';
import classes from './inspector.module.css';
import { LargeCheckBar } from './large-check-bar.tsx';
import { TextPane } from './text-pane.tsx';
import { isMode, type Mode, ToolBar } from './tool-bar.tsx';
import { TreePane } from './tree-pane.tsx';
import { UnitList } from './unit-list.tsx';
import { useFind } from './use-find.ts';
import { usePlace } from './use-place.ts';
import { useAgain, useProblems } from './use-problems.ts';
import { useSelectAt } from './use-select-at.ts';
import { useShowAgain } from './use-show-again.ts';
import { useUnits } from './use-units.ts';
import { useWindows } from './use-windows.ts';

/** One body of any size for reading: tree and text side by side and linked, find, jump, bytes, problems. */
export function Inspector({ input, facts, actions }: { input: BodyInput; facts: BodyFacts; actions?: ReactNode }) {
  const [mode, setMode] = useRemembered<Mode>('message.mode', 'text', isMode);
  const [withEmpty, setWithEmpty] = useRemembered('message.showEmpty', false, isBoolean);
  const [documentAt, setDocumentAt] = useState<BodyPlace | null>(null);
  const windows = useWindows(input, facts);
  const place = usePlace(windows, withEmpty);
  const find = useFind(input);
  const problems = useProblems(windows);
  const units = useUnits(windows);
  const selectAt = useSelectAt(input, place);
  useAgain(facts, find.again);
  useFollow(find.current?.from ?? null, place.goTo);
  const showAgain = useShowAgain(input, place);
  const changeEmpty = (next: boolean): void => {
    place.closeBelowTop();
    setWithEmpty(next);
    if (place.chosen) void showAgain(place.chosen, next);
  };
  const hasTree = facts.nodeCount > 0 && mode !== 'hex';
  return (
    <div className={classes.inspector}>
      <ToolBar {...{ windows, mode, find, actions }} onMode={setMode} onFound={(found) => place.show(found, true)} />
      <Panes
        tree={
          hasTree ? (
            <TreePane {...{ windows, place, withEmpty }} badges={units.badges} onWithEmpty={changeEmpty} />
          ) : null
        }
      >
        {mode === 'hex' ? (
          <HexPane windows={windows} place={place.textWish} />
        ) : (
          <TextPane
            windows={windows}
            problems={problems.all}
            chosen={place.chosen?.node.range ?? null}
            hits={find.hits}
            currentHit={find.current}
            showsUnseen={mode === 'marks'}
            place={place.textWish}
            onPlace={selectAt}
            onDocument={facts.masked ? null : (row) => setDocumentAt({ row, column: 0 })}
          />
        )}
      </Panes>
      {problems.large ? <LargeCheckBar check={problems.large} count={problems.findings.length} /> : null}
      {units.judged ? <UnitList judged={units.judged} onJump={({ range }) => place.goTo(range.from)} /> : null}
      <ProblemList<BodyProblem>
        problems={facts.problems}
        findings={problems.findings}
        onJump={({ range }) => place.goTo(range.from)}
      />
      {documentAt !== null && !facts.masked ? (
        <DocumentDialog input={input} at={documentAt} onClose={() => setDocumentAt(null)} />
      ) : null}
    </div>
  );
}

/** The text goes along from hit to hit. */
function useFollow(at: BodyPlace | null, goTo: (at: BodyPlace) => void): void {
  const latest = useLatest(goTo);
  useEffect(() => {
    if (at) latest.current(at);
  }, [at, latest]);
}

function Panes({ tree, children }: { tree: ReactNode; children: ReactNode }) {
  const text = useText();
  const layout = useDefaultLayout({ id: 'vaktbord.panes.body', panelIds: ['tree', 'text'] });
  if (tree === null) return <div className={classes.panes}>{children}</div>;
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
        {children}
      </Panel>
    </Group>
  );
}
