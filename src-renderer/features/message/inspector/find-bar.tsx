import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconLetterCase, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import classes from './inspector.module.css';
import type { useFind } from './use-find.ts';

type FindBarProps = { find: ReturnType<typeof useFind>; field: RefObject<HTMLInputElement | null> };

/** Find in this message: Enter goes on, Shift+Enter back, Escape closes and gives the focus back. */
export function FindBar({ find, field }: FindBarProps) {
  useReturnFocus();
  const text = useText();
  const { hits, at, isCut, isSettled, isCaseSensitive } = find;
  const count = !isSettled
    ? ''
    : hits.length === 0
      ? text('inspect.find.none')
      : text(isCut ? 'inspect.find.atLeast' : 'inspect.find.count', { at: at + 1, total: hits.length });
  return (
    <search className={classes.findBar} aria-label={text('inspect.find')}>
      <TextInput
        ref={field}
        size="xs"
        data-autofocus
        autoFocus
        className={classes.findInput ?? ''}
        aria-label={text('inspect.find')}
        placeholder={text('inspect.find')}
        maxLength={200}
        value={find.typed}
        onChange={(event) => find.type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') find.close();
          if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape' || event.key === 'Enter') event.stopPropagation();
        }}
      />
      <ActionIcon
        size="sm"
        variant={isCaseSensitive ? 'filled' : 'subtle'}
        aria-pressed={isCaseSensitive}
        aria-label={text('inspect.find.case')}
        title={text('inspect.find.case')}
        onClick={() => find.setCaseSensitive(!isCaseSensitive)}
      >
        <IconLetterCase size={15} />
      </ActionIcon>
      <span className={classes.findCount} role="status">
        {count}
      </span>
      <ActionIcon size="sm" variant="subtle" aria-label={text('inspect.find.previous')} onClick={() => find.step(-1)}>
        <IconChevronUp size={15} />
      </ActionIcon>
      <ActionIcon size="sm" variant="subtle" aria-label={text('inspect.find.next')} onClick={() => find.step(1)}>
        <IconChevronDown size={15} />
      </ActionIcon>
      <ActionIcon size="sm" variant="subtle" aria-label={text('inspect.find.close')} onClick={find.close}>
        <IconX size={15} />
      </ActionIcon>
    </search>
  );
}
