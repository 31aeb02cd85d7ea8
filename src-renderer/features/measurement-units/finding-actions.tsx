import { Button } from '@mantine/core';
import { useState } from 'react';
import { type UnitDecisionKind, unitDecisionKinds } from '../../../src-shared/domain/units/unit-decision.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useTell } from '../../ui/use-tell.ts';
import { DecideDialog } from './decide-dialog.tsx';
import type { FindingAnswer, FindingRow } from './finding-view.ts';
import classes from './measurement-units.module.css';
import { ProposeRule } from './propose-rule.tsx';
import { SenderTextDialog } from './sender-text-dialog.tsx';

type FindingActionsProps = {
  finding: FindingRow;
  reasons: FindingAnswer['reasons'];
  synonymRefused: string | null;
};

/** What can be decided about a finding; a button that cannot be used says why. */
export function FindingActions({ finding, reasons, synonymRefused }: FindingActionsProps) {
  const text = useText();
  const may = useMay();
  const tell = useTell();
  const [deciding, setDeciding] = useState<UnitDecisionKind | null>(null);
  const [isWriting, setWriting] = useState(false);
  const [isProposing, setProposing] = useState(false);
  const refusal = synonymRefused === null ? null : text.from(`units.refused.${synonymRefused}`);
  return (
    <>
      {may('units.decide') ? (
        <div className={classes.actions}>
          {unitDecisionKinds.map((kind) => (
            <Button
              key={kind}
              size="compact-sm"
              variant="default"
              disabled={kind === 'synonym' && refusal !== null}
              onClick={() => setDeciding(kind)}
            >
              {text(`units.decide.${kind}`)}
            </Button>
          ))}
          {may('rules.propose') ? (
            <Button size="compact-sm" variant="default" onClick={() => setProposing(true)}>
              {text('rules.propose')}
            </Button>
          ) : null}
          <Button size="compact-sm" variant="subtle" onClick={() => setWriting(true)}>
            {text('senderText.open')}
          </Button>
        </div>
      ) : null}
      {refusal === null || finding.state === 'settled' ? null : (
        <p className="dim">{text('units.noSynonym', { why: refusal })}</p>
      )}
      {deciding === null ? null : (
        <DecideDialog
          finding={finding}
          kind={deciding}
          onDecided={() => {
            setDeciding(null);
            if (deciding === 'sender') setWriting(true);
          }}
          onClose={() => setDeciding(null)}
        />
      )}
      {isProposing ? (
        <ProposeRule
          finding={finding}
          reasons={reasons}
          onProposed={() => {
            setProposing(false);
            tell(text('rules.proposed'));
          }}
          onClose={() => setProposing(false)}
        />
      ) : null}
      {isWriting ? <SenderTextDialog finding={finding} onClose={() => setWriting(false)} /> : null}
    </>
  );
}
