import { useEffect, useState } from 'react';
import { useLatest } from './use-latest.ts';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** For the whole console: a file dropped where nobody takes it does nothing. A browser would leave the page for it. */
export function useNoFileDrop(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    };
    return listen({ dragenter: refuse, dragover: refuse, drop: refuse });
  }, []);
}

/**
 * Takes files dropped anywhere in the window while the component is shown.
 * @param onFiles never called with none; null = nothing is taken now
 * @returns whether files are held over the window
 */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useLatest(onFiles);
  const isTaking = onFiles !== null;
  useEffect(() => {
    if (!isTaking) return undefined;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    // Between two elements of the page something else is entered; out of the window nothing is.
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) latest.current?.(files);
    };
    return listen({ dragenter: over, dragover: over, dragleave: leave, drop });
  }, [isTaking, latest]);
  return isOver && isTaking;
}

type Listeners = Partial<Record<'dragenter' | 'dragover' | 'dragleave' | 'drop', (event: DragEvent) => void>>;

function listen(listeners: Listeners): () => void {
  const each = Object.entries(listeners) as [keyof Listeners, (event: DragEvent) => void][];
  for (const [type, listener] of each) window.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of each) window.removeEventListener(type, listener);
  };
}
