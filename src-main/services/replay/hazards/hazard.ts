import type { Hazard } from '../../../../src-shared/domain/replay.ts';

/** `context` chooses between sentences of one kind: `hazard.<kind>.found_<context>`. */
type Params = Hazard['params'];

export function found(kind: Hazard['kind'], blocks: boolean, params: Params): Hazard {
  return { kind, outcome: 'found', blocks, params };
}

export function clear(kind: Hazard['kind'], params: Params = {}): Hazard {
  return { kind, outcome: 'not-found', blocks: false, params };
}

export function unchecked(kind: Hazard['kind'], params: Params = {}): Hazard {
  return { kind, outcome: 'could-not-be-checked', blocks: false, params };
}
