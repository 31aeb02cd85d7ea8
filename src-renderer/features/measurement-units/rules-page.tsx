import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { StateView } from '../../ui/state-view.tsx';
import { useTell } from '../../ui/use-tell.ts';
import { AllowRules } from './allow-rules.tsx';
import classes from './measurement-units.module.css';
import { RuleCard } from './rule-card.tsx';

type Connection = OutputOf<'rules.list'>['connections'][number];

/** Rules that convert results when a message is sent again: their states, and on which connections they may be applied. */
export function RulesPage({ onBack }: { onBack: () => void }) {
  const text = useText();
  const rules = useContractQuery('rules.list', {});
  return (
    <Page
      title={text('rules.title')}
      covers={text('rules.covers')}
      actions={
        <>
          <Button size="xs" variant="default" onClick={onBack}>
            {text('units.expected.back')}
          </Button>
          <ExportMenu />
        </>
      }
    >
      <QueryView query={rules}>
        {({ items, connections }) => (
          <div className={classes.lists}>
            <Connections connections={connections} />
            {items.length === 0 ? (
              <StateView kind="empty" title={text('rules.none')} hint={text('rules.noneHint')} />
            ) : (
              items.map((rule) => <RuleCard key={`${rule.ruleId} ${rule.version}`} rule={rule} />)
            )}
          </div>
        )}
      </QueryView>
    </Page>
  );
}

function Connections({ connections }: { connections: readonly Connection[] }) {
  const text = useText();
  const may = useMay();
  const [changing, setChanging] = useState<Connection | null>(null);
  return (
    <section className={classes.part} aria-label={text('rules.where')}>
      <h2>{text('rules.where')}</h2>
      <ul className={classes.samples}>
        {connections.map((connection) => (
          <li key={connection.connectionId}>
            {text(connection.isAllowed ? 'rules.where.on' : 'rules.where.off', { name: connection.name })}{' '}
            {may('rules.allow') ? (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={text(connection.isAllowed ? 'rules.forbidNamed' : 'rules.allowNamed', {
                  name: connection.name,
                })}
                onClick={() => setChanging(connection)}
              >
                {text(connection.isAllowed ? 'rules.forbid' : 'rules.allow')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {changing === null ? null : <AllowRules connection={changing} onClose={() => setChanging(null)} />}
    </section>
  );
}

const files = { csv: 'csv', 'concept-map': 'json', 'pseudo-code': 'txt' } as const;
type Format = InputOf<'rules.export'>['format'];

function ExportMenu() {
  const text = useText();
  const may = useMay();
  const tell = useTell();
  const reportError = useReportError();
  const command = useContractCommand('rules.export', ['audit.list']);
  if (!may('rules.export')) return null;
  const save = (format: Format): void =>
    command.mutate(
      { format },
      {
        onSuccess: ({ text: written, count }) => {
          saveFile(new TextEncoder().encode(written), `conversion-rules.${files[format]}`);
          tell(text('rules.saved', { count }));
        },
        onError: reportError,
      },
    );
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="xs" variant="default" loading={command.isPending}>
          {text('rules.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save('csv')}>{text('rules.export.csv')}</Menu.Item>
        <Menu.Item onClick={() => save('concept-map')}>{text('rules.export.conceptMap')}</Menu.Item>
        <Menu.Item onClick={() => save('pseudo-code')}>{text('rules.export.pseudoCode')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
