import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useState } from 'react';
import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import classes from './edit.module.css';
import { findChoices } from './find-choices.ts';

type CodeInputProps = {
  label: string;
  choices: FieldFacts['choices'];
  value: string;
  onChange: (value: string) => void;
};

/** A code: chosen from its table by code or by meaning, or written as it is. */
export function CodeInput({ label, choices, value, onChange }: CodeInputProps) {
  const text = useText();
  const language = useLanguage();
  // Until something is typed, every code of the table is offered.
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { shown, left } = findChoices(choices, typed, language);
  return (
    <Combobox
      store={combobox}
      size="xs"
      onOptionSubmit={(code) => {
        onChange(code);
        setTyped('');
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          label={label}
          size="xs"
          role="combobox"
          data-autofocus
          autoFocus
          spellCheck={false}
          autoComplete="off"
          value={value}
          rightSection={<Combobox.Chevron size="xs" />}
          rightSectionPointerEvents="none"
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !combobox.dropdownOpened) return;
            event.stopPropagation();
            combobox.closeDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={classes.choices ?? ''} aria-label={label}>
          {shown.map(({ code, meaning }) => (
            <Combobox.Option key={code} value={code} active={code === value}>
              <span className="mono">{code}</span> <span className="dim">{meaning?.[language]}</span>
            </Combobox.Option>
          ))}
          {left > 0 ? <Combobox.Footer>{text('edit.code.more', { count: left })}</Combobox.Footer> : null}
          {shown.length === 0 ? <Combobox.Empty>{text('edit.code.none')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
