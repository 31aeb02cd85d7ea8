import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import classes from './difference-view.module.css';
import { mapLineBreaks } from './line-breaks.ts';
import { messageLanguage } from './message-language.ts';

/** Two texts side by side with what differs marked; unchanged stretches fold away. Read-only. */
export type DifferenceViewProps = {
  before: string;
  after: string;
  format: string;
  beforeLabel: string;
  afterLabel: string;
  /** "$ unchanged lines" in the reader's language; $ is the count. */
  unchangedLabel: string;
  /** A stretch of `after` to bring into sight; a new array is a new wish. */
  shown?: readonly [number, number] | null;
};

export function DifferenceView({
  before,
  after,
  format,
  beforeLabel,
  afterLabel,
  unchangedLabel,
  shown = null,
}: DifferenceViewProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [merge, setMerge] = useState<MergeView | null>(null);

  useEffect(() => {
    const side = (text: string, label: string): { doc: string; extensions: Extension } => ({
      doc: text,
      extensions: [
        lineNumbers(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorState.phrases.of({ '$ unchanged lines': unchangedLabel }),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', translate: 'no' }),
        messageLanguage(format, before),
      ],
    });
    const view = new MergeView({
      parent: holder.current!,
      a: side(before, beforeLabel),
      b: side(after, afterLabel),
      collapseUnchanged: { margin: 2, minSize: 4 },
      gutter: true,
    });
    setMerge(view);
    return () => {
      setMerge(null);
      view.destroy();
    };
  }, [before, after, format, beforeLabel, afterLabel, unchangedLabel]);

  useEffect(() => {
    if (!merge || !shown) return;
    const toEditor = mapLineBreaks(after).toEditor;
    const [anchor, head] = shown.map((offset) => Math.min(merge.b.state.doc.length, toEditor(offset)));
    if (anchor === undefined || head === undefined) return;
    merge.b.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  }, [merge, shown, after]);

  return <div className={classes.holder} ref={holder} />;
}
