import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { AffectedMessage, AffectedSet } from '../../../src-shared/domain/affected-set.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { CopyableId } from '../../ui/copyable-id.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import classes from './affected.module.css';
import { SetCounts, type SetPart, wholeSet } from './set-counts.tsx';
import { SetCoverage } from './set-coverage.tsx';
import { SetExport } from './set-export.tsx';
import { SetMessages } from './set-messages.tsx';
import { SetNotes } from './set-notes.tsx';

type SetDetailProps = {
  setId: string;
  /** What can be done with a part of the set, beside taking it out. */
  actions: (set: AffectedSet, part: SetPart) => ReactNode;
  onOpen: (message: AffectedMessage) => void;
  onClose: () => void;
};

/** One frozen list: how many for whom, what it covers, its messages and its notes. */
export function SetDetail({ setId, actions, onOpen, onClose }: SetDetailProps) {
  const text = useText();
  const detail = useContractQuery('affected.get', { setId });
  const [part, setPart] = useState<SetPart>(wholeSet);
  return (
    <article className={classes.detail} aria-label={text('affected.one')}>
      <QueryView query={detail}>
        {({ set, notes }) =>
          set === null ? (
            <StateView
              kind="empty"
              title={text('affected.gone.title')}
              hint={text('affected.gone.text')}
              action={{ label: text('ui.close'), run: onClose }}
            />
          ) : (
            <>
              <Head set={set} part={part} actions={actions(set, part)} onClose={onClose} />
              <SetCounts counts={set.counts} part={part} onPart={setPart} />
              <SetCoverage coverage={set.coverage} frozenAt={set.frozenAt} />
              <SetNotes setId={setId} notes={notes} />
              <SetMessages setId={setId} part={part} onOpen={onOpen} />
            </>
          )
        }
      </QueryView>
    </article>
  );
}

type HeadProps = { set: AffectedSet; part: SetPart; actions: ReactNode; onClose: () => void };

function Head({ set, part, actions, onClose }: HeadProps) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const { filter, channelName } = set;
  const where = [
    channelName ?? text('messages.filter.anyChannel'),
    ...(filter.revision === null ? [] : [text('affected.revision.named', { revision: filter.revision })]),
    ...(filter.text === null ? [] : [text('affected.searched', { text: filter.text })]),
  ];
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h2>{set.name ?? text('affected.nameGone')}</h2>
        <p>{where.join(' · ')}</p>
        <p className="dim">
          {text('affected.frozenBy', { time: format.time(set.frozenAt), person: set.frozenBy })}{' '}
          <CopyableId id={set.hash} />
        </p>
      </div>
      <div className={classes.buttons}>
        {actions}
        {may('affected.export') ? <SetExport set={set} part={part} /> : null}
        <ActionIcon variant="subtle" aria-label={text('affected.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
    </header>
  );
}
