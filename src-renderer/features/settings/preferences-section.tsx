import { SegmentedControl } from '@mantine/core';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import styles from './settings.module.css';

type Preferences = OutputOf<'settings.preferences'>;

/** Language, theme and density: each person's own, at once in force. */
export function PreferencesSection() {
  const text = useText();
  const errorText = useErrorText();
  const query = useContractQuery('settings.preferences', {});
  const update = useContractCommand('settings.updatePreferences', ['settings.preferences']);
  return (
    <QueryView query={query}>
      {(preferences) => {
        const choose = (part: Partial<Preferences>) => update.mutate({ ...preferences, ...part });
        return (
          <div className={styles.section}>
            <p className="dim">{text('settings.preferencesHint')}</p>
            <Choice
              label={text('settings.language')}
              value={preferences.language}
              options={(['nb', 'nn', 'en'] as const).map((id) => ({ id, label: text(`settings.language.${id}`) }))}
              onChoose={(language) => choose({ language })}
            />
            <Choice
              label={text('settings.theme')}
              value={preferences.theme}
              options={(['system', 'light', 'dark'] as const).map((id) => ({
                id,
                label: text(`settings.theme.${id}`),
              }))}
              onChoose={(theme) => choose({ theme })}
            />
            <Choice
              label={text('settings.density')}
              value={preferences.density}
              options={(['dense', 'comfortable'] as const).map((id) => ({ id, label: text(`settings.density.${id}`) }))}
              onChoose={(density) => choose({ density })}
            />
            <Choice
              label={text('settings.timeZone')}
              value={preferences.timeZone}
              options={(['local', 'utc'] as const).map((id) => ({ id, label: text(`settings.timeZone.${id}`) }))}
              onChoose={(timeZone) => choose({ timeZone })}
            />
            {update.error ? (
              <p role="alert" className={styles.failed}>
                {errorText(update.error.shape).title}
              </p>
            ) : null}
          </div>
        );
      }}
    </QueryView>
  );
}

type ChoiceProps<Id extends string> = {
  label: string;
  value: Id;
  options: readonly { id: Id; label: string }[];
  onChoose: (id: Id) => void;
};

function Choice<Id extends string>({ label, value, options, onChoose }: ChoiceProps<Id>) {
  return (
    <div>
      <p className="strong">{label}</p>
      <SegmentedControl
        aria-label={label}
        value={value}
        data={options.map((option) => ({ value: option.id, label: option.label }))}
        onChange={onChoose}
      />
    </div>
  );
}
