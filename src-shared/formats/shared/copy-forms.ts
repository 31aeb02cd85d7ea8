import type { FormatNode, ParsedMessage } from '../format.ts';

/** The forms in which a message is copied; *de-identified* is made apart. */
export const copyForms = ['raw', 'one-line', 'json', 'table'] as const;
export type CopyForm = (typeof copyForms)[number];

/**
 * A message as text for the clipboard. `text` is that of the whole body, `nodes` its tree, masked or not, as both are to be shown.
 * *one-line*: line ends as `\r` and `\n`, as log and source texts write them. *json*: one object a part. *table*: tab-separated, with a heading.
 */
export function copyAs(form: CopyForm, { text, nodes }: { text: string; nodes: ParsedMessage['nodes'] }): string {
  switch (form) {
    case 'raw':
      return text;
    case 'one-line':
      return text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
    case 'json':
      return JSON.stringify(nodes.map(toJson), null, 2);
    case 'table':
      return [['path', 'name', 'value'].join('\t'), ...rowsOf(nodes, '')].join('\n');
  }
}

type JsonPart = { path: string; name?: string; value?: string | null; parts?: JsonPart[] };

function toJson(node: FormatNode): JsonPart {
  const part: JsonPart = { path: node.path, ...(node.label === null ? {} : { name: node.label.en }) };
  const parts = node.hasChildren ? node.children().map(toJson).filter(isValued) : [];
  return node.hasChildren ? { ...part, parts } : { ...part, value: node.isExplicitNull ? null : (node.text ?? '') };
}

/** Empty places are left out, what was set to nothing on purpose (`""`) is not. */
function isValued(part: JsonPart): boolean {
  return part.parts === undefined ? part.value !== '' : part.parts.length > 0;
}

function rowsOf(nodes: readonly FormatNode[], above: string): string[] {
  return nodes.flatMap((node) => {
    const name = node.label?.en ?? above;
    if (node.hasChildren) return rowsOf(node.children(), name);
    if (node.text === null || node.text === '') return [];
    return [[node.path, name, oneCell(node.text)].join('\t')];
  });
}

/** A value cannot begin another cell or row, nor a formula where the table is pasted into a spreadsheet. */
function oneCell(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=@]|^[+-](?![\d.,])/.test(flat) ? `'${flat}` : flat;
}
