/**
 * One step of a path. `name` null: a property without a readable name, by its `number` among all of its object (1-based). With a name, `number` tells
 * properties of the same name apart (1-based). `index` of an element of an array (0-based).
 */
export type JsonStep = { name: string | null; number: number } | { index: number };

/** Path of the root where it is no object or array with something in it. */
export const rootPath = '$';
/** Behind the path of a property whose name is not shown: the name itself. */
export const nameMark = '~name';

/**
 * Path of what is one step below `parent` ('' for the root):
 * `entry[0].resource.name`, `["odd name"]` for a name that is not made of letters, digits, `_` and `-` (JSON escapes inside),
 * `name#2` for the second property of one name, `{3}` for the third property of an object when its name is missing or cannot be shown.
 */
export function pathBelow(parent: string, step: JsonStep): string {
  if ('index' in step) return `${parent}[${step.index}]`;
  if (step.name === null) return `${parent}{${step.number}}`;
  const isPlain = /^[A-Za-z_][\w-]*$/.test(step.name);
  const name = isPlain ? `${parent === '' ? '' : '.'}${step.name}` : `[${JSON.stringify(step.name)}]`;
  return `${parent}${name}${step.number > 1 ? `#${step.number}` : ''}`;
}

const stepPattern =
  /(\.?)([A-Za-z_][\w-]*)(?:#([1-9]\d{0,8}))?|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\](?:#([1-9]\d{0,8}))?|\{([1-9]\d{0,8})\}/y;

/** The steps of a path as `pathBelow` writes it; null when it is none. */
export function parseJsonPath(path: string): JsonStep[] | null {
  const steps: JsonStep[] = [];
  let at = 0;
  while (at < path.length) {
    stepPattern.lastIndex = at;
    const match = stepPattern.exec(path);
    if (match === null) return null;
    const [whole, dot, plain, plainNumber, index, quoted, quotedNumber, ordinal] = match;
    if (plain !== undefined && (dot === '') !== (at === 0)) return null;
    if (index !== undefined) steps.push({ index: Number(index) });
    else if (ordinal !== undefined) steps.push({ name: null, number: Number(ordinal) });
    else steps.push({ name: plain ?? readQuoted(quoted), number: Number(plainNumber ?? quotedNumber ?? 1) });
    at += whole.length;
  }
  return steps;
}

function readQuoted(quoted: string | undefined): string {
  try {
    return JSON.parse(quoted ?? '') as string;
  } catch {
    return ''; // not written by us: a name that no property has
  }
}
