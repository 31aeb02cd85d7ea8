import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import classes from './difference-view.module.css';
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
};

export function DifferenceView({
  before,
  after,
  format,
  beforeLabel,
  afterLabel,
  unchangedLabel,
}: DifferenceViewProps) {
  const holder = useRef<HTMLDivElement>(null);

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
    return () => view.destroy();
  }, [before, after, format, beforeLabel, afterLabel, unchangedLabel]);

  return <div className={classes.holder} ref={holder} />;
}
