import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconFilterPlus, IconX } from '@tabler/icons-react';
import type { StepCondition } from '../../../../src-shared/domain/edit-step.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from '../edit-many.module.css';
import { PathInput } from './path-input.tsx';
import { comparesText, mostConditions } from './step-draft.ts';
import type { PathSource } from './use-path-suggestions.ts';

const comparisons = ['equal', 'not-equal', 'contains', 'empty', 'not-empty'] as const;

type ConditionRowsProps = {
  conditions: readonly StepCondition[];
  source: PathSource;
  isLacking: boolean;
  onChange: (conditions: StepCondition[], mark: string | null) => void;
};

/** When a step is done: all of these must hold. */
export function ConditionRows({ conditions, source, isLacking, onChange }: ConditionRowsProps) {
  const text = useText();
  const put = (at: number, part: Partial<StepCondition>, mark: string | null): void =>
    onChange(
      conditions.map((each, place) => (place === at ? { ...each, ...part } : each)),
      mark === null ? null : `when.${at}.${mark}`,
    );
  return (
    <div className={classes.conditions}>
      {conditions.map((condition, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
        <fieldset key={at} className={classes.condition} aria-label={text('editMany.when', { n: at + 1 })}>
          <span className="dim">{text(at === 0 ? 'editMany.onlyWhen' : 'editMany.and')}</span>
          <PathInput
            label={text('editMany.when.path')}
            isLabelHidden
            value={condition.path}
            source={source}
            error={null}
            onChange={(path) => put(at, { path }, 'path')}
          />
          <Select
            size="xs"
            aria-label={text('editMany.when.is')}
            data={comparisons.map((value) => ({ value, label: text(`editMany.is.${value}`) }))}
            value={condition.is}
            onChange={(value) => put(at, { is: comparisons.find((each) => each === value) ?? 'equal' }, null)}
          />
          {comparesText(condition.is) ? (
            <TextInput
              aria-label={text('editMany.when.text')}
              value={condition.text}
              spellCheck={false}
              onChange={(event) => put(at, { text: event.currentTarget.value }, 'text')}
            />
          ) : null}
          <ActionIcon
            aria-label={text('editMany.when.remove')}
            onClick={() =>
              onChange(
                conditions.filter((_, place) => place !== at),
                null,
              )
            }
          >
            <IconX size={14} />
          </ActionIcon>
        </fieldset>
      ))}
      {isLacking ? <p className={classes.lack}>{text('editMany.lack.condition')}</p> : null}
      {conditions.length < mostConditions ? (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconFilterPlus size={14} />}
          onClick={() => onChange([...conditions, { path: '', is: 'equal', text: '' }], null)}
        >
          {text('editMany.addCondition')}
        </Button>
      ) : null}
    </div>
  );
}
