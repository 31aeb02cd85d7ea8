import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import type { BodyWindows } from './body-windows.ts';
import { FindBar } from './find-bar.tsx';
import classes from './inspector.module.css';
import { JumpInput } from './jump-input.tsx';
import type { useFind } from './use-find.ts';
import type { Located } from './use-place.ts';

const modes = ['text', 'marks', 'hex'] as const;
/** *marks*: text with signs for what cannot be seen. */
export type Mode = (typeof modes)[number];
export const isMode = (value: unknown): value is Mode => modes.some((mode) => mode === value);

type ToolBarProps = {
  windows: BodyWindows;
  mode: Mode;
  onMode: (mode: Mode) => void;
  find: ReturnType<typeof useFind>;
  onFound: (found: Located) => void;
  /** What else can be done with the body. */
  actions?: ReactNode;
};

/** How the body is shown, and the two ways to a place: by its address and by what stands there. */
export function ToolBar({ windows, mode, onMode, find, onFound, actions }: ToolBarProps) {
  const text = useText();
  const jumpField = useRef<HTMLInputElement>(null);
  const findField = useRef<HTMLInputElement>(null);
  const { facts, input } = windows;
  const openFind = (): void => {
    find.open();
    findField.current?.select();
  };
  useKeys([
    { keys: 'Mod+f', label: text('inspect.find'), run: openFind, worksWhileTyping: true },
    { keys: 'Mod+g', label: text('inspect.jump'), run: () => jumpField.current?.focus(), worksWhileTyping: true },
  ]);
  return (
    <div className={classes.tools}>
      <SegmentedControl
        size="xs"
        aria-label={text('inspect.mode')}
        value={mode}
        data={modes.map((value) => ({ value, label: text(`inspect.mode.${value}`) }))}
        onChange={(value) => isMode(value) && onMode(value)}
      />
      {facts.nodeCount > 0 ? (
        <JumpInput input={input} format={facts.format} field={jumpField} onFound={onFound} />
      ) : null}
      <span className={classes.grow} />
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={text('inspect.find')}
        aria-expanded={find.isOpen}
        title={text('inspect.find')}
        onClick={openFind}
      >
        <IconSearch size={16} />
      </ActionIcon>
      {find.isOpen ? <FindBar find={find} field={findField} /> : null}
      {actions}
    </div>
  );
}
