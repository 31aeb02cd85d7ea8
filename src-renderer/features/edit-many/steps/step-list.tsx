import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconFolderOpen,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { FilePicker } from '../../../ui/file-picker.tsx';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { useTell } from '../../../ui/use-tell.ts';
import classes from '../edit-many.module.css';
import { StepCard } from './step-card.tsx';
import { mostSteps, readySteps, stepKinds } from './step-draft.ts';
import { readSteps, writeSteps } from './step-file.ts';
import type { PathSource } from './use-path-suggestions.ts';
import type { Steps } from './use-steps.ts';

/** The steps, one after the other, and what can be done to the list as a whole. */
export function StepList({ steps, source }: { steps: Steps; source: PathSource }) {
  const text = useText();
  const { drafts } = steps;
  return (
    <section className={classes.steps} aria-label={text('editMany.steps')}>
      <StepBar steps={steps} />
      {drafts.length === 0 ? <p className={classes.noSteps}>{text('editMany.noSteps')}</p> : null}
      <ol className={classes.stepList}>
        {drafts.map((draft, place) => (
          <StepCard key={draft.id} {...{ draft, place, steps, source }} count={drafts.length} />
        ))}
      </ol>
      {drafts.length < mostSteps ? <AddStep steps={steps} /> : null}
    </section>
  );
}

function AddStep({ steps }: { steps: Steps }) {
  const text = useText();
  return (
    // The first field of the step takes the focus; the menu is not to take it back.
    <Menu position="bottom-start" returnFocus={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant={steps.drafts.length === 0 ? 'filled' : 'default'}
          size="compact-sm"
          leftSection={<IconPlus size={15} />}
          className={classes.addStep ?? ''}
        >
          {text('editMany.addStep')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stepKinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => steps.add(kind)}>
            {text(`editMany.kind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function StepBar({ steps }: { steps: Steps }) {
  const text = useText();
  const tell = useTell();
  const picker = useRef<HTMLInputElement>(null);
  const ready = readySteps(steps.drafts);
  useKeys([
    { keys: 'Mod+z', label: text('editMany.undo'), run: steps.undo },
    { keys: 'Mod+y', label: text('editMany.redo'), run: steps.redo },
    { keys: 'Mod+Shift+z', label: '', run: steps.redo },
  ]);
  async function open(file: File): Promise<void> {
    const read = readSteps(await file.text());
    if (read) steps.replaceAll(read);
    else tell(text('editMany.importFailed'), 'danger');
  }
  return (
    <div className={classes.bar}>
      <strong>{text('editMany.steps')}</strong>
      <span className={classes.grow} />
      <ActionIcon
        aria-label={text('editMany.undo')}
        title={text('editMany.undo')}
        disabled={!steps.canUndo}
        onClick={steps.undo}
      >
        <IconArrowBackUp size={16} />
      </ActionIcon>
      <ActionIcon
        aria-label={text('editMany.redo')}
        title={text('editMany.redo')}
        disabled={!steps.canRedo}
        onClick={steps.redo}
      >
        <IconArrowForwardUp size={16} />
      </ActionIcon>
      <ActionIcon
        aria-label={text('editMany.importSteps')}
        title={text('editMany.importSteps')}
        onClick={() => picker.current?.click()}
      >
        <IconFolderOpen size={16} />
      </ActionIcon>
      <ActionIcon
        aria-label={text('editMany.exportSteps')}
        title={text('editMany.exportSteps')}
        disabled={ready === null}
        onClick={() => ready && saveFile(new TextEncoder().encode(writeSteps(ready)), 'edit-steps.json')}
      >
        <IconDeviceFloppy size={16} />
      </ActionIcon>
      <ActionIcon
        aria-label={text('editMany.clearSteps')}
        title={text('editMany.clearSteps')}
        disabled={steps.drafts.length === 0}
        onClick={() => steps.replaceAll([])}
      >
        <IconTrash size={16} />
      </ActionIcon>
      <FilePicker
        ref={picker}
        label={text('editMany.importSteps')}
        accept="application/json,.json"
        onFiles={([file]) => file && void open(file)}
      />
    </div>
  );
}
