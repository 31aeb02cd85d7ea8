import { CopyButton, UnstyledButton } from '@mantine/core';
import { useText } from '../locales/use-text.ts';

/** An id in mono, shortened in the middle, copied whole by one click. */
export function CopyableId({ id, length = 14 }: { id: string; length?: number }) {
  const text = useText();
  return (
    <CopyButton value={id} timeout={1500}>
      {({ copied, copy }) => (
        <UnstyledButton className="mono small" title={id} onClick={copy} aria-label={text('ui.copyId', { id })}>
          {copied ? text('ui.copied') : shortenMiddle(id, length)}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}

/** Keeps the ends, which tell ids apart; unchanged when it fits in `length` characters. */
export function shortenMiddle(id: string, length: number): string {
  if (id.length <= length) return id;
  const kept = Math.max(2, length - 1);
  const head = Math.ceil(kept / 2);
  return `${id.slice(0, head)}…${id.slice(id.length - (kept - head))}`;
}
