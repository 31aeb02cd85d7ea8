import { Button, Group, Stack } from '@mantine/core';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { useText } from '../../../locales/use-text.ts';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { takeFocus } from '../../../ui/take-focus.ts';

type HandleResultProps = Pick<OutputOf<'failures.handle'>, 'refused' | 'joined'> & {
  /** How many were decided about, in words. */
  done: string;
  onClose: () => void;
};

const mostShown = 20;

/** How many were decided about, which were refused and why, and how many have joined since. */
export function HandleResult({ done, refused, joined, onClose }: HandleResultProps) {
  const text = useText();
  const shown = refused.items.slice(0, mostShown);
  return (
    <Stack gap="sm">
      <p className="strong" role="status">
        {done}
      </p>
      {joined > 0 ? <p>{text('failures.handle.joined', { count: joined })}</p> : null}
      {refused.count > 0 ? (
        <div>
          <p>{text('failures.handle.refused', { count: refused.count })}</p>
          <ul>
            {shown.map(({ failureId, why }) => (
              <li key={failureId}>
                <CopyableId id={failureId} /> {text(`failures.handle.why.${why}`)}
              </li>
            ))}
          </ul>
          {refused.count > shown.length ? (
            <p className="dim">{text('failures.handle.more', { count: refused.count - shown.length })}</p>
          ) : null}
        </div>
      ) : null}
      <Group justify="flex-end">
        <Button ref={takeFocus} onClick={onClose}>
          {text('ui.close')}
        </Button>
      </Group>
    </Stack>
  );
}
