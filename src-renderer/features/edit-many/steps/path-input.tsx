import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import classes from '../edit-many.module.css';
import type { PathSuggestion } from './path-suggestions.ts';
import { type PathSource, usePathSuggestions, usePlaceName } from './use-path-suggestions.ts';

type PathInputProps = {
  label: string;
  /** The name is read aloud only. */
  isLabelHidden?: boolean;
  value: string;
  source: PathSource;
  /** What is missing; null = nothing. */
  error: string | null;
  autoFocus?: boolean;
  onChange: (path: string) => void;
};

const longestPath = 200;

/** An address in the message, with what the first message has; any other can be written as well. */
export function PathInput(props: PathInputProps) {
  const { label, isLabelHidden, value, source, error, onChange } = props;
  const [isWriting, setWriting] = useState(false);
  const suggestions = usePathSuggestions(source, value, isWriting);
  const byPath = new Map(suggestions.map((each) => [each.path, each]));
  return (
    <Autocomplete
      size="xs"
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      className={classes.path ?? ''}
      value={value}
      maxLength={longestPath}
      spellCheck={false}
      autoComplete="off"
      autoFocus={props.autoFocus ?? false}
      data={suggestions.map(({ path }) => path)}
      filter={({ options }) => options}
      renderOption={({ option }) => <Suggested suggestion={byPath.get(option.value) ?? null} path={option.value} />}
      description={<PlaceName source={source} path={value} isWriting={isWriting} />}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
      maxDropdownHeight={320}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
      onFocus={() => setWriting(true)}
      onBlur={() => setWriting(false)}
      onChange={onChange}
    />
  );
}

function Suggested({ suggestion, path }: { suggestion: PathSuggestion | null; path: string }) {
  const text = useText();
  const language = useLanguage();
  return (
    <span className={classes.suggestion}>
      <span className="mono">{path}</span>
      <span className="dim">{suggestion?.isEvery ? text('editMany.path.every') : suggestion?.label?.[language]}</span>
    </span>
  );
}

/** What the first message calls the place; that it has none is said when the address is written. */
function PlaceName({ source, path, isWriting }: { source: PathSource; path: string; isWriting: boolean }) {
  const text = useText();
  const language = useLanguage();
  const name = usePlaceName(source, path);
  if (name === null || (name === 'none' && isWriting)) return null;
  return name === 'none' ? text('editMany.path.notInFirst') : (name.label?.[language] ?? null);
}
