import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

const root = join(import.meta.dirname, '../..');

/** What one source file says of texts: keys named outright, keys put together (as patterns), and words written into it. */
export type SourceTexts = { path: string; keys: string[]; patterns: RegExp[]; literals: string[] };

type AstNode = { type: string; [key: string]: unknown };

/** Attributes whose value a person reads or hears. */
const readAttributes = new Set(['title', 'label', 'placeholder', 'description', 'alt', 'aria-label', 'covers', 'hint']);

/** Every component and hook of the console, tests left out. */
export function readRendererSources(): SourceTexts[] {
  return readdirSync(join(root, 'src-renderer'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => readSourceTexts(relative(root, path), readFileSync(path, 'utf8')));
}

export function readSourceTexts(path: string, source: string): SourceTexts {
  const found: SourceTexts = { path, keys: [], patterns: [], literals: [] };
  visit(parseSync(path, source).program as unknown as AstNode, (node) => {
    readCall(node, found);
    readJsx(node, found);
  });
  return found;
}

/** `text('a.key')`, `text(`a.${b}`)`, `text(c ? 'a' : 'b')`, and properties that are named as keys (`titleKey: 'a.b'`). */
function readCall(node: AstNode, found: SourceTexts): void {
  if (node.type === 'CallExpression' && isTextCall(node.callee as AstNode)) {
    const [first] = node.arguments as AstNode[];
    if (first) readKey(first, found);
  }
  const key = node.key as AstNode | undefined;
  if (node.type === 'Property' && typeof key?.name === 'string' && /^(title|label|message)Key$/.test(key.name)) {
    readKey(node.value as AstNode, found);
  }
}

function isTextCall(callee: AstNode): boolean {
  return callee.type === 'Identifier' && callee.name === 'text';
}

function readKey(node: AstNode, found: SourceTexts): void {
  if (node.type === 'Literal' && typeof node.value === 'string') found.keys.push(node.value);
  if (node.type === 'TemplateLiteral') {
    const quasis = node.quasis as { value: { cooked: string } }[];
    const pattern = quasis.map(({ value }) => value.cooked.replaceAll('.', '\\.')).join('[\\w.-]+');
    found.patterns.push(new RegExp(`^${pattern}$`));
  }
  if (node.type === 'ConditionalExpression') {
    readKey(node.consequent as AstNode, found);
    readKey(node.alternate as AstNode, found);
  }
}

function readJsx(node: AstNode, found: SourceTexts): void {
  if (node.type === 'JSXText' && hasWord(node.value)) found.literals.push(String(node.value).trim());
  if (node.type === 'JSXExpressionContainer') readLiteral(node.expression as AstNode, found, 2);
  if (node.type === 'JSXAttribute') {
    const name = (node.name as AstNode).name;
    const value = node.value as AstNode | null;
    if (value && typeof name === 'string' && readAttributes.has(name)) readLiteral(value, found, 2);
  }
}

/** @param letters how many letters in a row make a word: single letters are units and keys */
function readLiteral(node: AstNode, found: SourceTexts, letters: number): void {
  const isWord = node.type === 'Literal' && hasWord(node.value, letters) && /[\sA-ZÆØÅ]/.test(String(node.value));
  if (isWord) found.literals.push(String(node.value));
}

function hasWord(value: unknown, letters = 2): boolean {
  return typeof value === 'string' && new RegExp(`\\p{L}{${letters},}`, 'u').test(value);
}

function visit(node: AstNode, enter: (node: AstNode) => void): void {
  enter(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof (child as AstNode).type === 'string')
        visit(child as AstNode, enter);
    }
  }
}
