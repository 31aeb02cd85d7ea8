import { createKeyMatcher } from './key-matcher.ts';

/**
 * One shortcut. `keys`: "j", "g o", "Mod+k", "Enter". `label` for the sheet; '' keeps it off the sheet (an alias).
 * `worksWhileTyping`: also inside fields.
 */
export type KeyBinding = { keys: string; label: string; run: () => void; worksWhileTyping?: boolean };

const layers: { bindings: readonly KeyBinding[] }[] = [];
const listeners = new Set<() => void>();
let snapshot: readonly KeyBinding[] = [];
const match = createKeyMatcher(() => performance.now());

/** Adds shortcuts above those already there; the function returned takes them away. */
export function registerKeys(bindings: readonly KeyBinding[]): () => void {
  const layer = { bindings };
  layers.push(layer);
  if (layers.length === 1) window.addEventListener('keydown', onKeyDown);
  refresh();
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    if (layers.length === 0) window.removeEventListener('keydown', onKeyDown);
    refresh();
  };
}

/** Every shortcut that works now, the topmost of each key only. */
export function listKeys(): readonly KeyBinding[] {
  return snapshot;
}

export function onKeysChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function refresh(): void {
  const byKeys = new Map<string, KeyBinding>();
  for (const { bindings } of layers) for (const binding of bindings) byKeys.set(binding.keys, binding);
  snapshot = [...byKeys.values()];
  for (const listener of listeners) listener();
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : null;
  const usable = snapshot.filter((binding) => isUsable(binding, target));
  const found = match(
    event,
    usable.map(({ keys }) => keys),
  );
  if (found.kind === 'none') return;
  event.preventDefault();
  if (found.kind === 'matched') usable.find(({ keys }) => keys === found.keys)?.run();
}

const fields = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';
const ownKeys =
  'button, a, summary, input, [role="menuitem"], [role="option"], [role="tab"], [role="separator"], [role="radio"]';
const controlKeys = new Set(['Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** There everything means the text. */
const readingPlaces = 'article, [role="textbox"]';

/** A field keeps what is typed into it, a focused control its own keys, a text the choice of all of it, a dialog everything. */
function isUsable(binding: KeyBinding, target: Element | null): boolean {
  if (binding.worksWhileTyping || !target) return true;
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]') || target.closest(fields)) return false;
  if (binding.keys === 'Mod+a' && target.closest(readingPlaces)) return false;
  return !(controlKeys.has(binding.keys.replace('Shift+', '')) && target.closest(ownKeys));
}
