import { TextInput } from '@mantine/core';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from '../edit-many.module.css';
import { MapField } from './map-field.tsx';
import { PathInput } from './path-input.tsx';
import { placeOf, type StepLack } from './step-draft.ts';
import type { PathSource } from './use-path-suggestions.ts';

type StepFieldsProps = {
  step: EditStep;
  lacks: readonly StepLack[];
  /** Whether what is missing is said: not while a step has only just been added. */
  showsLacks: boolean;
  source: PathSource;
  onChange: (step: EditStep, mark: string | null) => void;
};

/** What one kind of step asks for. */
export function StepFields({ step, lacks, showsLacks, source, onChange }: StepFieldsProps) {
  const text = useText();
  const lackOf = (...kinds: StepLack[]): string | null => {
    const lack = showsLacks ? kinds.find((kind) => lacks.includes(kind)) : undefined;
    return lack ? text(`editMany.lack.${lack}`) : null;
  };
  const setPlace = (path: string): void =>
    onChange(step.kind === 'move' ? { ...step, from: path } : { ...step, path }, 'path');
  return (
    <div className={classes.fields}>
      <PathInput
        label={text(step.kind === 'move' ? 'editMany.path.from' : 'editMany.path')}
        value={placeOf(step)}
        source={source}
        error={lackOf('path')}
        autoFocus={placeOf(step) === ''}
        onChange={setPlace}
      />
      {step.kind === 'move' ? (
        <PathInput
          label={text('editMany.path.to')}
          value={step.to}
          source={source}
          error={lackOf('to', 'same')}
          onChange={(to) => onChange({ ...step, to }, 'to')}
        />
      ) : null}
      {step.kind === 'replace' ? (
        <TextInput
          label={text('editMany.find')}
          value={step.find}
          error={lackOf('find')}
          spellCheck={false}
          onChange={(event) => onChange({ ...step, find: event.currentTarget.value }, 'find')}
        />
      ) : null}
      {step.kind === 'set' || step.kind === 'replace' ? (
        <TextInput
          label={text(step.kind === 'set' ? 'editMany.text' : 'editMany.replaceBy')}
          description={step.text === '' ? text(`editMany.text.empty.${step.kind}`) : null}
          inputWrapperOrder={['label', 'input', 'description']}
          value={step.text}
          spellCheck={false}
          onChange={(event) => onChange({ ...step, text: event.currentTarget.value }, 'text')}
        />
      ) : null}
      {step.kind === 'map' ? (
        <MapField step={step} isLacking={showsLacks && lacks.includes('table')} onChange={onChange} />
      ) : null}
    </div>
  );
}
