import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  WidgetType,
} from '@codemirror/view';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type LineBreakMap, mapLineBreaks } from './line-breaks.ts';
import { findMaskWords, type MaskWords } from './mask-words.ts';
import { messageLanguage } from './message-language.ts';
import classes from './message-text.module.css';

export type TextMark = { span: readonly [number, number]; kind: 'error' | 'warning' | 'info' };

/**
 * A message's text with syntax colours. A new `text` begins a new editor: while typing, the owner keeps handing in the first one. Offsets in props and callbacks count UTF-16 units of `text`.
 * `onChange` gives the whole text with LF as line break, whatever the message has.
 */
export type MessageTextProps = {
  text: string;
  format: string;
  label: string;
  highlight: readonly [number, number] | null;
  marks?: readonly TextMark[];
  /** Chosen and brought into sight: a stretch of `jump.text`, which is what stands in the editor now. A new object is a new wish. */
  jump?: { span: readonly [number, number]; text: string } | null;
  /** For a masked text: shown instead of the core's words, without changing an offset. */
  maskWords?: MaskWords;
  onCursor?: (offset: number) => void;
  onChange?: (text: string) => void;
};

const setDecorations = StateEffect.define<DecorationSet>();
const decorationField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, transaction) =>
    transaction.effects.reduce(
      (set, effect) => (effect.is(setDecorations) ? effect.value : set),
      value.map(transaction.changes),
    ),
  provide: (field) => EditorView.decorations.from(field),
});

export function MessageText({
  text,
  format,
  label,
  highlight,
  marks = noMarks,
  jump = null,
  maskWords,
  onCursor,
  onChange,
}: MessageTextProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<EditorView | null>(null);
  const callbacks = useRef({ onCursor, onChange });
  callbacks.current = { onCursor, onChange };
  const breaks = useMemo(() => mapLineBreaks(text), [text]);
  const isEditable = onChange !== undefined;

  useEffect(() => {
    const listener = EditorView.updateListener.of((update) => {
      if (update.docChanged) callbacks.current.onChange?.(update.state.doc.toString());
      if (update.selectionSet && update.transactions.some((transaction) => transaction.isUserEvent('select')))
        callbacks.current.onCursor?.(breaks.toText(update.state.selection.main.head));
    });
    const created = new EditorView({
      parent: holder.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          baseExtensions(isEditable, label),
          messageLanguage(format, text),
          maskWords ? showMaskWords(text, breaks, maskWords) : [],
          listener,
        ],
      }),
    });
    setEditor(created);
    return () => {
      setEditor(null);
      created.destroy();
    };
  }, [text, format, label, isEditable, breaks, maskWords]);

  useEffect(() => {
    if (!editor) return;
    const toEditor = (offset: number): number => Math.min(editor.state.doc.length, breaks.toEditor(offset));
    const ranges = [
      ...marks.map(({ span, kind }) => ({ from: toEditor(span[0]), to: toEditor(span[1]), name: classes[kind] ?? '' })),
      ...(highlight ? [{ from: toEditor(highlight[0]), to: toEditor(highlight[1]), name: classes.linked ?? '' }] : []),
    ].filter((range) => range.to > range.from);
    const decorations = Decoration.set(
      ranges.map((range) => Decoration.mark({ class: range.name }).range(range.from, range.to)),
      true,
    );
    const scroll = highlight ? [EditorView.scrollIntoView(toEditor(highlight[0]), { y: 'center', x: 'nearest' })] : [];
    editor.dispatch({ effects: [setDecorations.of(decorations), ...scroll] });
  }, [editor, highlight, marks, breaks]);

  useEffect(() => {
    if (!editor || !jump) return;
    const now = mapLineBreaks(jump.text);
    const [anchor, head] = jump.span.map((offset) => Math.min(editor.state.doc.length, now.toEditor(offset)));
    if (anchor === undefined || head === undefined) return;
    editor.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  }, [editor, jump]);

  return <div className={classes.holder} ref={holder} />;
}

/** Another word in the same place: the text itself, and every offset, stays. */
class MaskWord extends WidgetType {
  readonly word: string;

  constructor(word: string) {
    super();
    this.word = word;
  }

  override eq(other: MaskWord): boolean {
    return other.word === this.word;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.textContent = this.word;
    return element;
  }
}

function showMaskWords(text: string, breaks: LineBreakMap, words: MaskWords): Extension {
  const shown = findMaskWords(text).flatMap(({ from, to, kind }) => {
    const word = words[kind];
    return word && word !== kind
      ? [Decoration.replace({ widget: new MaskWord(word) }).range(breaks.toEditor(from), breaks.toEditor(to))]
      : [];
  });
  // Above the marks, so that a mark wraps the word too.
  return Prec.high(EditorView.decorations.of(Decoration.set(shown)));
}

const noMarks: readonly TextMark[] = [];

function baseExtensions(isEditable: boolean, label: string): Extension {
  return [
    lineNumbers(),
    drawSelection(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    EditorView.lineWrapping,
    decorationField,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', translate: 'no' }),
    EditorState.readOnly.of(!isEditable),
    isEditable ? [history(), keymap.of(historyKeymap)] : [],
    keymap.of([...searchKeymap, ...defaultKeymap]),
  ];
}
