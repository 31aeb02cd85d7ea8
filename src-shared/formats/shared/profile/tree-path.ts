import { escapePattern } from '../escape-pattern.ts';

/**
 * A path through a tree as a rule names it: `/Message/Patient/ResultItem[*]/Id/@V`, `entry[*].resource.id`. A step without number means each.
 * `shape`: without numbers. `pattern`: the paths of nodes that are meant. `parent` null for a root.
 * `common`: how many steps it begins with that the other path begins with too.
 */
export type TreePath = {
  shape: string;
  steps: readonly string[];
  pattern: RegExp;
  parent: TreePath | null;
  common(other: TreePath): number;
};

/** Paths of XML begin with a slash, and their names may hold points. */
export function createTreePath(path: string): TreePath {
  const steps = splitSteps(path);
  const names = steps.map(withoutNumber);
  const pattern = new RegExp(`^${steps.map(patternOf).join('')}$`, 'u');
  return {
    shape: names.join(''),
    steps,
    pattern,
    get parent() {
      return steps.length > 1 ? createTreePath(steps.slice(0, -1).join('')) : null;
    },
    common(other) {
      const differing = names.findIndex((name, at) => name !== withoutNumber(other.steps[at] ?? ''));
      return differing < 0 ? names.length : differing;
    },
  };
}

export function splitSteps(path: string): string[] {
  return path.split(path.startsWith('/') ? /(?=\/)/ : /(?=\.)/).filter((step) => step !== '');
}

function withoutNumber(step: string): string {
  return step.replaceAll(/\[(?:\d+|\*)\]/g, '');
}

function patternOf(step: string): string {
  const number = /\[(\d+)\]$/.exec(step)?.[1];
  const name = escapePattern(withoutNumber(step));
  // The first of several may be written without its number.
  if (number === undefined) return `${name}(?:\\[\\d+\\])*`;
  return number === '1' ? `${name}(?:\\[1\\])?` : `${name}\\[${number}\\]`;
}
