import { Button, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import classes from './groups.module.css';

/** Why a failure is in its group: what was compared, and what was left out. */
export function WhyHere({ failureId, scope }: { failureId: string; scope: string }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {text('groups.why')}
      </Button>
      {isOpen ? <WhyDialog failureId={failureId} scope={scope} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function WhyDialog({ failureId, scope, onClose }: { failureId: string; scope: string; onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const why = useContractQuery('groups.why', { failureId });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={text('groups.why')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <QueryView query={why}>{(answer) => <Reasons answer={answer} scope={scope} />}</QueryView>
    </Modal>
  );
}

function Reasons({ answer, scope }: { answer: OutputOf<'groups.why'>; scope: string }) {
  const text = useText();
  const { cause, oneLine, stripped } = answer;
  const isByRule = cause.scope.kind === 'rule';
  return (
    <Stack gap="sm">
      <p>{text(isByRule ? 'groups.why.ruleHint' : 'groups.why.hint')}</p>
      <dl className={classes.why}>
        <dt>{text('groups.why.kind')}</dt>
        <dd>{text(`failureKind.${cause.kind}`)}</dd>
        <dt>{text('groups.why.scope')}</dt>
        <dd>{scope}</dd>
        {isByRule ? null : (
          <>
            <dt>{text('groups.why.template')}</dt>
            <dd className="mono">{text.from(`groups.condition.${cause.template}`, {}, cause.template)}</dd>
          </>
        )}
        <dt>{text('groups.why.oneLine')}</dt>
        <dd className="mono">{oneLine}</dd>
        <dt>{text('groups.why.version')}</dt>
        <dd>{cause.version}</dd>
      </dl>
      {isByRule ? null : stripped.length === 0 ? (
        <p className="dim">{text('groups.why.nothingStripped')}</p>
      ) : (
        <table className={classes.table}>
          <caption className="strong">{text('groups.why.stripped')}</caption>
          <tbody>
            {stripped.map(({ what, from }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same piece may be left out twice, and none moves
              <tr key={`${at} ${from}`}>
                <td>{text(`groups.stripped.${what}`)}</td>
                <td className="mono">{from}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Stack>
  );
}
