import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CauseRule } from '../../../../src-shared/domain/failure-cause/cause-rule.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { newRule } from './rule-draft.ts';
import { RuleTable } from './rule-table.tsx';
import styles from './rules.module.css';
import { SaveRules } from './save-rules.tsx';

type Open = { kind: 'edit'; rule: CauseRule } | { kind: 'save'; title: string; rules: CauseRule[] };

/** The site's own rules on which failures have one cause, in the order they are tried. Administrators change them, everybody sees them. */
export function CauseRulesSection() {
  const text = useText();
  const may = useMay();
  const list = useContractQuery('groups.rules', {});
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const mayChange = may('groups.saveRules');
  return (
    <section className={styles.section}>
      <p>{text('groups.rules.intro')}</p>
      <QueryView query={list}>
        {({ rules, isRegrouping }) => (
          <>
            {rules.length === 0 ? (
              <StateView kind="empty" title={text('groups.rules.none')} hint={text('groups.rules.noneHint')} />
            ) : (
              <RuleTable
                rules={rules}
                onEdit={mayChange ? (rule) => setOpen({ kind: 'edit', rule }) : null}
                onSave={(title, changed) => setOpen({ kind: 'save', title, rules: changed })}
              />
            )}
            {isRegrouping ? <p role="status">{text('groups.rules.regrouping')}</p> : null}
            {mayChange ? (
              <div>
                <Button variant="default" onClick={() => setOpen({ kind: 'edit', rule: newRule(crypto.randomUUID()) })}>
                  {text('groups.rules.add')}
                </Button>
              </div>
            ) : null}
            {open?.kind === 'edit' ? <RuleDialog rule={open.rule} rules={rules} onClose={close} /> : null}
            {open?.kind === 'save' ? <SaveRules title={open.title} rules={open.rules} onClose={close} /> : null}
          </>
        )}
      </QueryView>
    </section>
  );
}
