import type { FindPlaces, FormatNode, ParsedMessage, Place } from '../format.ts';
import { parseHl7Path } from './hl7-path.ts';

const grammar =
  /^(?:(\d{1,6}|\*)\/)?([A-Za-z][A-Za-z0-9]{2})(?:\[(\d{1,6}|\*)\])?(?:-(\d{1,5})(?:\[(\d{1,5}|\*)\])?(?:\.(\d{1,5})(?:\.(\d{1,5}))?)?)?$/;

/** `name`: its address. `message` null where the body has one, or the segment stands outside of any. */
type Row = { name: string; message: number | null; occurrence: number; node: FormatNode };

type Wanted = {
  message: string | null;
  id: string;
  occurrence: string;
  field: string | null;
  repetition: string | null;
  below: number[];
};

/**
 * `OBX[*]-6`, `PID-3[*].4`, and `*` in place of the number of a message: `*\/PID-3`. `OBX[*]` without a message means those of every message of the body.
 * Of a field without repetitions or components the first is the field itself.
 */
export function findHl7Places(parsed: ParsedMessage): FindPlaces {
  let rows: Map<string, Row[]> | null = null;
  let byName: Map<string, Row> | null = null;
  return (path) => {
    const wanted = readPattern(path);
    if (wanted === null) return parseHl7Path(path) === null ? null : [findOrdinal(parsed, path)];
    rows ??= listSegments(parsed);
    byName ??= new Map([...rows.values()].flat().map((row) => [row.name, row]));
    const segments = isOne(wanted) ? [findSegment(byName, wanted)] : findEach(rows.get(wanted.id) ?? [], wanted);
    return segments.flatMap((segment) => findFields(segment, wanted));
  };
}

function readPattern(path: string): Wanted | null {
  const match = grammar.exec(path);
  if (match === null) return null;
  const [, message = null, id = '', occurrence = '1', field = null, repetition = null, ...below] = match;
  const numbers = below.filter((each) => each !== undefined).map(Number);
  if ([message, occurrence, field, repetition, ...numbers].some((each) => Number(each ?? 1) === 0)) return null;
  return {
    message,
    id,
    occurrence,
    field,
    repetition: repetition ?? (numbers.length > 0 ? '1' : null),
    below: numbers,
  };
}

/** By id, as written. */
function listSegments(parsed: ParsedMessage): Map<string, Row[]> {
  const rows = new Map<string, Row[]>();
  const { parts } = parsed;
  const count = parts?.count ?? parsed.nodes.length;
  for (let index = 0; index < count; index += 1) {
    const node = parts === undefined ? parsed.nodes[index] : parts.nodeAt(index);
    const path = node == null ? null : parseHl7Path(node.path);
    if (node == null || path === null || !('id' in path.segment)) continue;
    const { id, occurrence } = path.segment;
    const row = { name: node.path, message: path.message, occurrence, node };
    const known = rows.get(id);
    if (known === undefined) rows.set(id, [row]);
    else known.push(row);
  }
  return rows;
}

function isOne({ message, occurrence }: Wanted): boolean {
  return message !== '*' && occurrence !== '*';
}

/** `1/PID` is `PID` where there is only one message. */
function findSegment(byName: ReadonlyMap<string, Row>, { message, id, occurrence }: Wanted): Place {
  const alone = occurrence === '1' ? id : `${id}[${Number(occurrence)}]`;
  const path = message === null ? alone : `${Number(message)}/${alone}`;
  const row = byName.get(path) ?? (Number(message) === 1 ? byName.get(alone) : undefined);
  return { path: row?.name ?? path, node: row?.node ?? null, bound: [] };
}

function findEach(rows: readonly Row[], { message, occurrence }: Wanted): Place[] {
  const isEach = occurrence === '*';
  const isAsked = (row: Row): boolean => {
    if (!isEach && row.occurrence !== Number(occurrence)) return false;
    return message === null || message === '*' || (row.message ?? 1) === Number(message);
  };
  return rows.filter(isAsked).map((row): Place => {
    const inMessage = message === '*' ? [row.message === null ? '' : `${row.message}/`] : [];
    return { path: row.name, node: row.node, bound: [...inMessage, ...(isEach ? [row.name] : [])] };
  });
}

/** `@7-2`: a segment by its number in the body. */
function findOrdinal(parsed: ParsedMessage, path: string): Place {
  const [name = '', rest = ''] = path.split(/-(.*)/, 2);
  const ordinal = Number(name.replace(/^.*@/, ''));
  const node = (parsed.parts === undefined ? parsed.nodes[ordinal - 1] : parsed.parts.nodeAt(ordinal - 1)) ?? null;
  const segment: Place = { path: name, node: node?.path === name ? node : null, bound: [] };
  if (rest === '') return segment;
  const wanted = readPattern(`ZZZ-${rest}`);
  return (wanted === null ? [] : findFields(segment, wanted))[0] ?? { path, node: null, bound: [] };
}

function findFields(segment: Place, { field, repetition, below }: Wanted): Place[] {
  if (field === null) return [segment];
  const path = `${segment.path}-${Number(field)}`;
  const node = childOf(segment.node, path);
  const { bound } = segment;
  if (repetition === null) return [{ path, node, bound }];
  if (repetition !== '*') return [findBelow({ path: `${path}[${Number(repetition)}]`, bound, node }, below)];
  // A place to come has no repetitions yet, and an empty field none that anybody wrote.
  if (node === null || node.isEmpty) return [];
  const count = isRepeated(node) ? node.children().length : 1;
  return Array.from({ length: count }, (_, index) => {
    const each = `${path}[${index + 1}]`;
    return findBelow({ path: each, bound: [...bound, each], node }, below);
  });
}

/** @param repetition its path, and the node of the whole field */
function findBelow(repetition: Place, numbers: readonly number[]): Place {
  let { path, node } = repetition;
  const number = Number(/\[(\d+)\]$/.exec(path)?.[1]);
  if (node !== null) node = isRepeated(node) ? childOf(node, path) : number === 1 ? node : null;
  for (const each of numbers) {
    path += `.${each}`;
    // Where there is only one, it is the whole.
    if (node !== null) node = node.hasChildren ? childOf(node, path) : each === 1 ? node : null;
  }
  return { path, node, bound: repetition.bound };
}

function isRepeated(field: FormatNode): boolean {
  return field.hasChildren && (field.children()[0]?.path.endsWith(']') ?? false);
}

function childOf(node: FormatNode | null, path: string): FormatNode | null {
  if (node === null || !node.hasChildren) return null;
  return node.children().find((child) => child.path === path) ?? null;
}
