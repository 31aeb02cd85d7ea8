import { type MouseEvent, useMemo, useState } from 'react';
import type { BodyPlace, BodyProblem, BodyRange, BodyRow } from '../../../../src-shared/contract/message-body.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { useLatest } from '../../../ui/use-latest.ts';
import { VirtualRows } from '../../../ui/virtual-rows/virtual-rows.tsx';
import { rowTokens } from '../../../widgets/row-tokens.ts';
import { columnAtPoint, type RowFold, TextRow } from '../../../widgets/text-row.tsx';
import { useMaskWords } from '../../../widgets/use-mask-words.ts';
import type { BodyWindows } from './body-windows.ts';
import { type Fold, foldAt, foldRows } from './fold-rows.ts';
import classes from './inspector.module.css';
import { MissingRow } from './missing-row.tsx';
import { collectMarks } from './row-marks.ts';

type TextPaneProps = {
  windows: BodyWindows;
  /** Of the form, and findings of the validation. */
  problems: readonly BodyProblem[];
  chosen: BodyRange | null;
  hits: readonly BodyRange[];
  currentHit: BodyRange | null;
  showsUnseen: boolean;
  /** What to bring into sight; a new object is a new wish. */
  place: BodyPlace | null;
  onPlace: (place: BodyPlace) => void;
  /** Null while documents may not be opened. */
  onDocument: ((row: number) => void) | null;
};

/** Rows are measured and wrapped up to this many; of more each has one line and the pane scrolls sideways. */
const maxWrapped = 20_000;
/** A longer row of a segment is worth folding to one line. */
const longRow = 160;

/** The text of a body of any size, row by row; what is in sight is here. */
export function TextPane(props: TextPaneProps) {
  const { windows, problems, chosen, hits, currentHit, place, onPlace } = props;
  const { facts } = windows;
  const text = useText();
  const [folds, setFolds] = useState<readonly Fold[]>([]);
  const folded = useMemo(() => foldRows(facts.rowCount, folds), [facts.rowCount, folds]);
  const marksOf = useMemo(
    () => collectMarks({ chosen, hits, currentHit, problems }),
    [chosen, hits, currentHit, problems],
  );
  // A wish is fulfilled once, not again at each fold.
  const latestFolded = useLatest(folded);
  const wish = useMemo(
    () => (place === null ? null : { row: latestFolded.current.shownRow(place.row) }),
    [place, latestFolded],
  );
  const toggle = (fold: Fold): void =>
    setFolds((before) =>
      before.some(({ row }) => row === fold.row) ? before.filter(({ row }) => row !== fold.row) : [...before, fold],
    );
  useKeys([
    {
      keys: 'z',
      label: text('inspect.foldKey'),
      run() {
        const at = chosen?.from.row ?? place?.row ?? null;
        const fold = at === null ? null : foldAt(at, folds, (row) => foldOf(windows, row));
        if (fold) toggle(fold);
      },
    },
  ]);
  const want = (from: number, to: number): void =>
    windows.wantRows(folded.bodyRow(from), folded.bodyRow(Math.max(from, to - 1)) + 1);

  function onClick(event: MouseEvent): void {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    const column = columnAtPoint(event.clientX, event.clientY);
    // Whoever marks text wants to copy it.
    if (!element || column === null || document.getSelection()?.isCollapsed === false) return;
    onPlace({ row: Number(element.dataset.row), column });
  }

  return (
    <VirtualRows
      className={classes.scroller}
      role="textbox"
      aria-multiline
      aria-readonly
      aria-label={text('message.text')}
      tabIndex={0}
      count={folded.count}
      rowHeight={20}
      isMeasured={facts.rowCount <= maxWrapped}
      scrollWish={wish}
      onRange={want}
      onClick={onClick}
    >
      {(shown) => {
        const row = folded.bodyRow(shown);
        const item = windows.rowAt(row);
        if (item === null) return <MissingRow key={row} onShown={() => windows.wantRows(row, row + 1)} />;
        return (
          <div key={row} data-row={row} role="presentation">
            <ShownRow {...props} row={row} item={item} marks={marksOf(row)} folds={folds} onFold={toggle} />
          </div>
        );
      }}
    </VirtualRows>
  );
}

/** What can be folded at a row: what begins there and ends below, or a long segment to one line. */
function foldOf({ facts, rowAt }: BodyWindows, row: number): Fold | null {
  const item = rowAt(row);
  const canFold = item !== null && (item.foldTo !== null || (facts.format === 'hl7v2' && item.text.length > longRow));
  return canFold ? { row, to: item.foldTo ?? row } : null;
}

type ShownRowProps = TextPaneProps & {
  row: number;
  item: BodyRow;
  marks: ReturnType<ReturnType<typeof collectMarks>>;
  folds: readonly Fold[];
  onFold: (fold: Fold) => void;
};

function ShownRow({ windows, row, item, marks, folds, onFold, showsUnseen, onDocument }: ShownRowProps) {
  const text = useText();
  const format = useFormat();
  const maskWords = useMaskWords();
  const { facts } = windows;
  const head = facts.rows.items[0]?.text ?? '';
  const tokens = useMemo(() => rowTokens(facts.format, head), [facts.format, head]);
  const isFolded = folds.some((fold) => fold.row === row);
  const own = foldOf(windows, row);
  const fold: RowFold | null = own && {
    isFolded,
    label: text(isFolded ? 'inspect.unfold' : 'inspect.fold', { line: item.line ?? row + 1 }),
    toggle: () => onFold(own),
  };
  return (
    <TextRow
      row={item}
      tokens={tokens}
      marks={marks}
      showsUnseen={showsUnseen}
      isWrapped={facts.rowCount <= maxWrapped}
      maskWords={facts.masked ? maskWords : null}
      fold={fold}
      severityLabel={marks.severity ? text(`inspect.severity.${marks.severity}`) : null}
      document={
        item.documentBytes === null
          ? null
          : {
              label: text('inspect.document', { size: format.bytes(item.documentBytes) }),
              open: onDocument && (() => onDocument(row)),
            }
      }
    />
  );
}
