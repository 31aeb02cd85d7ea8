import type { FindPlaces, ParsedMessage } from '../format.ts';
import { createTreePlaces, type PathStep } from '../shared/steps/tree-places.ts';
import { parseJsonPath } from './json-path.ts';

/** `entry[*].resource.name[0].family`. */
export function findJsonPlaces(parsed: ParsedMessage): FindPlaces {
  return createTreePlaces(parsed, splitJsonPath);
}

const stepPattern = /\[\*\]|\[\d+\]|\["(?:[^"\\]|\\.)*"\](?:#\d+)?|\{\d+\}|\.?[A-Za-z_][\w-]*(?:#\d+)?/g;

function splitJsonPath(path: string): PathStep[] | null {
  // With a number in its place the path must be one.
  if (parseJsonPath(path.replaceAll('[*]', '[0]')) === null) return null;
  return (path.match(stepPattern) ?? []).map((step) =>
    step === '[*]' ? { text: '', isEach: true } : { text: step, isEach: false },
  );
}
