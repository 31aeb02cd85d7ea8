import { useEffect, useSyncExternalStore } from 'react';
import { useLatest } from '../use-latest.ts';
import { type KeyBinding, listKeys, onKeysChanged, registerKeys } from './keyboard.ts';

/** Shortcuts while the component is shown. Which keys and labels there are is taken anew when they change; `run` is always the latest. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useLatest(bindings);
  const signature = bindings.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  useEffect(() => {
    const keys = signature === '' ? [] : signature.split('\n').map((line) => line.split('\t')[0]!);
    return registerKeys(
      keys.map((each) => {
        const find = () => latest.current.find((binding) => binding.keys === each);
        const worksWhileTyping = find()?.worksWhileTyping ?? false;
        return { keys: each, label: find()?.label ?? '', worksWhileTyping, run: () => find()?.run() };
      }),
    );
  }, [signature, latest]);
}

export function useActiveKeys(): readonly KeyBinding[] {
  return useSyncExternalStore(onKeysChanged, listKeys);
}
