import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

/** Colours come from the theme's variables, so that light and dark follow without a rebuild. */
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.punctuation, color: 'var(--ink-dim)' },
  { tag: tags.operator, color: 'var(--series-queued)' },
  { tag: tags.escape, color: 'var(--series-sent)' },
  { tag: tags.string, color: 'var(--series-sent)' },
  { tag: tags.tagName, color: 'var(--accent)' },
  { tag: tags.attributeName, color: 'var(--series-queued)' },
]);

/** Separators are read from the message, since a site may have its own. */
function hl7Language(text: string): StreamLanguage<null> {
  const header = /MSH([^\r\n])([^\r\n]{3,5}?)\1/.exec(text.slice(0, 4096));
  const field = header?.[1] ?? '|';
  const inner = header?.[2] ?? '^~\\&';
  const escapeMark = inner[2] ?? '\\';
  return StreamLanguage.define<null>({
    startState: () => null,
    token(stream) {
      if (stream.sol() && stream.match(/^[A-Za-z0-9]{3}/)) return 'keyword';
      const next = stream.next() ?? '';
      if (next === field) return 'punctuation';
      if (next === escapeMark && stream.match(new RegExp(`^[A-Za-z0-9.+-]{1,40}${escapePattern(escapeMark)}`)))
        return 'escape';
      if (inner.includes(next)) return 'operator';
      stream.eatWhile((character) => character !== field && !inner.includes(character));
      return null;
    },
  });
}

const xmlLanguage = StreamLanguage.define<{ inTag: boolean }>({
  startState: () => ({ inTag: false }),
  token(stream, state) {
    if (stream.match(/^<[/!?]?[\w:.-]*/)) {
      state.inTag = true;
      return 'tagName';
    }
    if (state.inTag && stream.match(/^[/?]?>/)) {
      state.inTag = false;
      return 'tagName';
    }
    if (state.inTag && (stream.match(/^"[^"]*"?/) || stream.match(/^'[^']*'?/))) return 'string';
    if (state.inTag && stream.match(/^[\w:.-]+/)) return 'attributeName';
    if (stream.match(/^&[#\w]+;/)) return 'escape';
    stream.next();
    return null;
  },
});

const jsonLanguage = StreamLanguage.define<null>({
  startState: () => null,
  token(stream) {
    if (stream.match(/^"(?:[^"\\]|\\.)*"(?=\s*:)/)) return 'keyword';
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^[{}[\],:]/)) return 'punctuation';
    stream.next();
    return null;
  },
});

/** Highlighting for one message format; plain text for those without. */
export function messageLanguage(format: string, text: string): Extension {
  const language =
    format === 'hl7v2'
      ? hl7Language(text)
      : format.endsWith('xml')
        ? xmlLanguage
        : format.endsWith('json')
          ? jsonLanguage
          : null;
  return language ? [language, syntaxHighlighting(colours)] : [];
}

function escapePattern(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
