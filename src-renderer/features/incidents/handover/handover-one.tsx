import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Handover } from '../../../../src-shared/domain/duty/handover.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useMay } from '../../../bridge/use-may.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { saveFile } from '../../../ui/save-file.ts';
import classes from '../incidents.module.css';
import { HandoverParts } from './handover-parts.tsx';

/** One that was signed, and the place where the next person signs. */
export function HandoverOne({ handoverId, onBack }: { handoverId: string; onBack: () => void }) {
  const text = useText();
  const query = useContractQuery('handover.get', { handoverId });
  return (
    <QueryView query={query}>
      {({ handover }) => (
        <>
          <div>
            <h2>{text('handover.report.signed', { at: handover.signedAt, person: handover.signedBy.name })}</h2>
            <p data-received={handover.received !== null}>
              {handover.received === null
                ? text('handover.waiting')
                : text('handover.report.received', {
                    at: handover.received.at,
                    person: handover.received.person.name,
                  })}
            </p>
          </div>
          <Buttons handover={handover} onBack={onBack} />
          {handover.received === null ? <Receive handover={handover} /> : null}
          <Words title={text('handover.report.text')} words={handover.text ?? text('handover.report.gone')} />
          {handover.received?.note ? (
            <Words title={text('handover.report.note')} words={handover.received.note} />
          ) : null}
          {handover.gathered === null ? (
            <p className="dim">{text('handover.report.gone')}</p>
          ) : (
            <HandoverParts gathered={handover.gathered} />
          )}
        </>
      )}
    </QueryView>
  );
}

function Words({ title, words }: { title: string; words: string }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p className={classes.said}>{words || '–'}</p>
    </section>
  );
}

function Receive({ handover: { handoverId, signedBy } }: { handover: Handover }) {
  const text = useText();
  const may = useMay();
  const errorText = useErrorText();
  const session = useContractQuery('accounts.session', {});
  const [note, setNote] = useState('');
  const receive = useContractCommand('handover.receive');
  const { requestId, renewAfter } = useRequestId();
  const isOwn = session.data?.account?.accountId === signedBy.accountId;
  const words = note.trim();
  const take = (): void =>
    receive.mutate({ requestId, handoverId, note: words === '' ? null : words }, { onError: renewAfter });
  const mayTake = may('handover.receive') && !isOwn;
  useKeys(mayTake ? [{ keys: 'o', label: text('handover.receive'), run: take }] : []);
  if (isOwn) return <p className="dim">{text('handover.receive.own')}</p>;
  if (!mayTake) return null;
  return (
    <>
      <TextInput
        label={text('handover.receive.note')}
        description={text('handover.textHint')}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes.actions}>
        <Button size="xs" loading={receive.isPending} disabled={words.length > 0 && words.length < 3} onClick={take}>
          {text('handover.receive')}
        </Button>
        {receive.error ? <span role="alert">{errorText(receive.error.shape).title}</span> : null}
      </div>
    </>
  );
}

function Buttons({ handover: { handoverId, signedAt }, onBack }: { handover: Handover; onBack: () => void }) {
  const text = useText();
  const may = useMay();
  const language = useLanguage();
  const reportError = useReportError();
  const command = useContractCommand('handover.export', ['audit.list']);
  const save = (format: 'html' | 'json'): void =>
    command.mutate(
      { handoverId, format, language },
      {
        onSuccess: ({ bytes }) =>
          saveFile(bytes, `handover-${new Date(signedAt).toISOString().slice(0, 16).replace(':', '')}.${format}`),
        onError: reportError,
      },
    );
  return (
    <div className={classes.actions}>
      <Button size="compact-sm" variant="default" onClick={onBack}>
        {text('handover.back')}
      </Button>
      {may('handover.export') ? (
        <>
          <Button size="compact-sm" variant="default" onClick={() => save('html')}>
            {text('handover.print')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => save('json')}>
            {text('handover.json')}
          </Button>
        </>
      ) : null}
    </div>
  );
}
