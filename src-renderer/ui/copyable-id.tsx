import { CopyButton, UnstyledButton } from '@mantine/core';
import { useText } from '../locales/use-text.ts';
import { shortenMiddle } from './shorten-middle.ts';

/** An id in mono, shortened in the middle, copied whole by one click. */
export function CopyableId({ id, length = 14 }: { id: string; length?: number }) {
  const text = useText();
  return (
    <CopyButton value={id} timeout={1500}>
      {({ copied, copy }) => (
        <UnstyledButton className="mono small" title={id} onClick={copy}>
          {copied ? null : <span className="visually-hidden">{text('ui.copyId', { id: '' })} </span>}
          {copied ? text('ui.copied') : shortenMiddle(id, length)}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
