import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import classes from './affected.module.css';
import { SetCounts, wholeSet } from './set-counts.tsx';
import { SetCoverage } from './set-coverage.tsx';
import { everything, filterOf, SetFields, type SetWish } from './set-fields.tsx';

type NewSetProps = {
  /** `<connection>/<channel>` to begin with; null = none. */
  channel: string | null;
  onFrozen: (setId: string) => void;
};

const shortestName = 3;

/** What a fault touched, counted before it is frozen. */
export function NewSet({ channel, onFrozen }: NewSetProps) {
  const text = useText();
  const [wish, setWish] = useState<SetWish>({ ...everything, channel });
  const [settled] = useDebouncedValue(wish, 300);
  const filter = filterOf(settled);
  const isChosen = settled.channel !== null || settled.from !== '' || settled.text.trim() !== '';
  const preview = useContractQuery(
    'affected.preview',
    { filter },
    { enabled: isChosen, keepPrevious: true, isFresh: true },
  );
  // Asked again by an event it still is of this wish; what is frozen is counted by the core.
  const isCurrent = settled === wish && !preview.isPlaceholderData;
  return (
    <article className={classes.detail} aria-label={text('affected.new')}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h2>{text('affected.new')}</h2>
          <p className="dim">{text('affected.new.hint')}</p>
        </div>
      </header>
      <SetFields wish={wish} onWish={setWish} />
      {isChosen ? (
        <Preview preview={preview} />
      ) : (
        <StateView kind="empty" title={text('affected.choose.title')} hint={text('affected.choose.text')} />
      )}
      {isChosen && preview.data ? (
        <Freeze
          wish={wish}
          total={isCurrent && !preview.isError ? preview.data.counts.total : null}
          onFrozen={onFrozen}
        />
      ) : null}
    </article>
  );
}

function Preview({ preview }: { preview: ReturnType<typeof useContractQuery<'affected.preview'>> }) {
  const errorText = useErrorText();
  if (preview.error) return <StateView kind="error" {...errorText(preview.error.shape)} />;
  if (preview.data === undefined) return <StateView kind="loading" />;
  return (
    <>
      <SetCounts counts={preview.data.counts} part={wholeSet} onPart={null} />
      <SetCoverage coverage={preview.data.coverage} frozenAt={null} />
    </>
  );
}

/** @param total null = not counted yet for what is wished now */
function Freeze({ wish, total, onFrozen }: { wish: SetWish; total: number | null; onFrozen: (setId: string) => void }) {
  const text = useText();
  const format = useFormat();
  const report = useReportError();
  const [name, setName] = useState('');
  const { requestId, renewAfter } = useRequestId();
  const freeze = useContractCommand('affected.freeze');
  const isReady = total !== null && total > 0 && name.trim().length >= shortestName;
  return (
    <form
      className={classes.section}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        freeze.mutate(
          { requestId, name: name.trim(), filter: filterOf(wish) },
          {
            onSuccess: ({ setId }) => onFrozen(setId),
            onError: (error) => {
              renewAfter(error);
              report(error);
            },
          },
        );
      }}
    >
      <TextInput
        label={text('affected.name')}
        description={text('affected.name.hint')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" disabled={!isReady} loading={freeze.isPending}>
          {text('affected.freeze', { count: total ?? 0, number: total === null ? '…' : format.number(total) })}
        </Button>
        <span className="dim">{text('affected.freeze.hint')}</span>
      </div>
    </form>
  );
}
