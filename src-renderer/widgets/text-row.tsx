import { IconChevronDown, IconChevronRight, IconFileText } from '@tabler/icons-react';
import type { BodyRow } from '../../src-shared/contract/message-body.ts';
import { cutRow, type RowLayer } from './cut-row.ts';
import { findMaskWords, type MaskWords } from './mask-words.ts';
import type { RowTokens } from './row-tokens.ts';
import { endingSigns, findUnseen } from './show-white-space.ts';
import classes from './text-row.module.css';

export type RowSeverity = 'error' | 'warning' | 'info';

/** `layers`: what is marked in this row beside its colours. `severity`: of the worst problem that begins here. */
export type RowMarks = { layers: readonly RowLayer[]; severity: RowSeverity | null };

/** `fold`: its words and what to do; null = nothing to fold here. */
export type RowFold = { isFolded: boolean; label: string; toggle: () => void };

type TextRowProps = {
  row: BodyRow;
  tokens: RowTokens;
  marks: RowMarks;
  showsUnseen: boolean;
  isWrapped: boolean;
  maskWords: MaskWords | null;
  fold: RowFold | null;
  severityLabel: string | null;
  document: { label: string; open: (() => void) | null } | null;
};

/** One row of a message's text with its gutter. Parts carry their place in `data-from`, so that a click can be told a column. */
export function TextRow(props: TextRowProps) {
  const { row, marks, isWrapped, fold, document, severityLabel } = props;
  return (
    <div className={classes.row} data-folded={fold?.isFolded || undefined}>
      <span className={classes.gutter}>
        {marks.severity ? (
          <span className={classes.sign} data-severity={marks.severity} role="img" aria-label={severityLabel ?? ''} />
        ) : (
          <span className={classes.sign} />
        )}
        <span className={classes.number}>{row.line ?? ''}</span>
        {fold ? <FoldButton {...fold} /> : <span className={classes.fold} />}
      </span>
      {document ? (
        <DocumentChip {...document} />
      ) : (
        <span className={isWrapped ? classes.wrapped : classes.plain} data-text>
          <RowText {...props} />
          {fold?.isFolded ? <span className={classes.rest}>…</span> : null}
        </span>
      )}
    </div>
  );
}

function FoldButton({ isFolded, label, toggle }: RowFold) {
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <button
      type="button"
      className={classes.fold}
      tabIndex={-1}
      aria-label={label}
      aria-expanded={!isFolded}
      onClick={toggle}
    >
      <Chevron size={12} />
    </button>
  );
}

function DocumentChip({ label, open }: { label: string; open: (() => void) | null }) {
  return (
    <button type="button" className={classes.document} disabled={open === null} onClick={() => open?.()}>
      <IconFileText size={14} aria-hidden />
      {label}
    </button>
  );
}

function RowText({ row, tokens, marks, showsUnseen, maskWords }: TextRowProps) {
  const words = maskWords === null ? [] : findMaskWords(row.text);
  const unseen = findUnseen(row.text);
  const layers: RowLayer[] = [
    ...tokens(row.text).map(({ from, to, kind }) => ({ from, to, name: classes[kind] ?? '' })),
    ...marks.layers,
    ...words.map(({ from, to }) => ({ from, to, name: classes.masked ?? '' })),
    ...(showsUnseen ? unseen : []).map(({ from, to }) => ({ from, to, name: classes.unseen ?? '' })),
  ];
  return (
    <>
      {cutRow(row.text, layers).map(({ from, text, names }) => (
        <span key={from} data-from={from} className={names.join(' ')}>
          {shownText(from, text, { words, maskWords, unseen: showsUnseen ? unseen : [] })}
        </span>
      ))}
      {showsUnseen && row.ending ? <span className={classes.unseen}>{endingSigns[row.ending]}</span> : null}
    </>
  );
}

type Shown = {
  words: ReturnType<typeof findMaskWords>;
  maskWords: MaskWords | null;
  unseen: ReturnType<typeof findUnseen>;
};

function shownText(from: number, text: string, { words, maskWords, unseen }: Shown): string {
  const word = words.find((each) => each.from === from);
  if (word && maskWords && text.length === word.to - word.from) return maskWords[word.kind] ?? text;
  return unseen.find((each) => each.from === from)?.sign ?? text;
}

/** Which column of a row a point on screen is at; null when it is on none. */
export function columnAtPoint(x: number, y: number): number | null {
  const position = document.caretPositionFromPoint(x, y);
  const element = position?.offsetNode.parentElement?.closest<HTMLElement>('[data-from]');
  if (!position || !element) return null;
  return Number(element.dataset.from) + Math.min(position.offset, element.textContent?.length ?? 0);
}
