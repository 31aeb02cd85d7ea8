import { ActionIcon, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../../locales/use-text.ts';
import classes from '../edit-many.module.css';
import { ConditionRows } from './condition-rows.tsx';
import { type DraftStep, lacksOf, stepKinds, withKind } from './step-draft.ts';
import { StepFields } from './step-fields.tsx';
import type { PathSource } from './use-path-suggestions.ts';
import type { Steps } from './use-steps.ts';

type StepCardProps = { draft: DraftStep; place: number; count: number; steps: Steps; source: PathSource };

/** One step: what to do, where, and only when. */
export function StepCard({ draft, place, count, steps, source }: StepCardProps) {
  const text = useText();
  const { id, step } = draft;
  const lacks = lacksOf(step);
  // Nothing is missing from what is still being written.
  const [wasLeft, setLeft] = useState(false);
  const name = text('editMany.step', { n: place + 1 });
  return (
    <li
      className={classes.step}
      aria-label={name}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setLeft(true);
      }}
    >
      <div className={classes.stepHead}>
        <span className={classes.stepNumber}>{place + 1}</span>
        <Select
          size="xs"
          className={classes.grow ?? ''}
          aria-label={text('editMany.kind')}
          data={stepKinds.map((kind) => ({ value: kind, label: text(`editMany.kind.${kind}`) }))}
          value={step.kind}
          onChange={(value) =>
            steps.change(id, withKind(step, stepKinds.find((kind) => kind === value) ?? step.kind), null)
          }
        />
        <ActionIcon aria-label={text('editMany.moveUp')} disabled={place === 0} onClick={() => steps.move(id, -1)}>
          <IconArrowUp size={15} />
        </ActionIcon>
        <ActionIcon
          aria-label={text('editMany.moveDown')}
          disabled={place === count - 1}
          onClick={() => steps.move(id, 1)}
        >
          <IconArrowDown size={15} />
        </ActionIcon>
        <ActionIcon aria-label={text('editMany.removeStep', { n: place + 1 })} onClick={() => steps.remove(id)}>
          <IconTrash size={15} />
        </ActionIcon>
      </div>
      <StepFields
        step={step}
        lacks={lacks}
        showsLacks={wasLeft}
        source={source}
        onChange={(next, mark) => steps.change(id, next, mark)}
      />
      <ConditionRows
        conditions={step.when}
        source={source}
        isLacking={wasLeft && lacks.includes('condition')}
        onChange={(when, mark) => steps.change(id, { ...step, when }, mark)}
      />
    </li>
  );
}
