import { PasswordInput } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';

type PasswordFieldProps = {
  label: string;
  isStored: boolean;
  /** undefined = nothing typed: a stored one is kept. */
  value: string | null | undefined;
  onChange: (value: string | undefined) => void;
};

/** A secret that is never shown once stored. */
export function PasswordField({ label, isStored, value, onChange }: PasswordFieldProps) {
  const text = useText();
  return (
    <PasswordInput
      label={label}
      description={isStored ? text('connections.secretStored') : text('connections.secretNone')}
      value={value ?? ''}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': text('connections.showSecret') }}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}
