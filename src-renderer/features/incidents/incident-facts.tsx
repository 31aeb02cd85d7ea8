import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type IncidentFacts as Facts, harms, type Incident } from '../../../src-shared/domain/duty/incident.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fromLocalField, toLocalField } from '../../ui/format/local-field.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import classes from './incidents.module.css';

const losses = ['confidentiality', 'integrity', 'availability'] as const;

/** What may have to be reported outside: since when it is known, what was lost, whose data, whether patients were harmed. */
export function IncidentFacts({ incident }: { incident: Incident }) {
  const text = useText();
  const may = useMay();
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const { facts } = incident;
  const none = text('incidents.facts.none');
  const lost = losses.filter((each) => facts[`${each}Lost`]).map((each) => text(`incident.report.lost.${each}`));
  const rows: [string, string][] = [
    [text('incident.report.aware'), facts.awareAt === null ? none : format.time(facts.awareAt)],
    [text('incident.report.lost'), lost.length === 0 ? none : lost.join(', ')],
    [text('incident.report.harm'), text(`incident.harm.${facts.harm}`)],
    [text('incident.report.controllers'), facts.controllers ?? none],
    [text('incident.report.deviation'), facts.deviationNumber ?? none],
  ];
  return (
    <section className={classes.part} aria-label={text('incidents.facts')}>
      <div className={classes.partHead}>
        <h3>{text('incidents.facts')}</h3>
        {may('incidents.setFacts') ? (
          <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
            {text('incidents.facts.edit')}
          </Button>
        ) : null}
      </div>
      <dl className={classes.pairs}>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isEditing ? <FactsDialog incident={incident} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}

function FactsDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const [facts, setFacts] = useState<Facts>(incident.facts);
  const [aware, setAware] = useState(facts.awareAt === null ? '' : toLocalField(facts.awareAt));
  const save = useContractCommand('incidents.setFacts');
  const { requestId, renewAfter } = useRequestId();
  const set = (change: Partial<Facts>): void => setFacts({ ...facts, ...change });
  /** Unchanged to the minute is unchanged to the second: a clock that runs is not moved by looking at it. */
  const awareAt =
    facts.awareAt !== null && aware === toLocalField(facts.awareAt) ? facts.awareAt : fromLocalField(aware);
  return (
    <ConfirmDialog
      title={text('incidents.facts')}
      confirmLabel={text('incidents.facts.save')}
      isBusy={save.isPending}
      onConfirm={() =>
        save.mutate(
          { requestId, incidentId: incident.incidentId, facts: { ...facts, awareAt } },
          { onSuccess: onClose, onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <TextInput
        type="datetime-local"
        label={text('incident.report.aware')}
        description={text('incidents.facts.awareHint')}
        value={aware}
        onChange={(event) => setAware(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={text('incident.report.lost')}
        value={losses.filter((each) => facts[`${each}Lost`])}
        onChange={(chosen) =>
          set({
            confidentialityLost: chosen.includes('confidentiality'),
            integrityLost: chosen.includes('integrity'),
            availabilityLost: chosen.includes('availability'),
          })
        }
      >
        <div className={classes.facts}>
          {losses.map((each) => (
            <Checkbox key={each} size="xs" value={each} label={text(`incident.report.lost.${each}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={text('incident.report.harm')}
        value={facts.harm}
        data={harms.map((each) => ({ value: each, label: text(`incident.harm.${each}`) }))}
        onChange={(event) => set({ harm: harms.find((each) => each === event.currentTarget.value) ?? facts.harm })}
      />
      <TextInput
        label={text('incident.report.controllers')}
        value={facts.controllers ?? ''}
        maxLength={500}
        onChange={(event) => set({ controllers: event.currentTarget.value || null })}
      />
      <TextInput
        label={text('incident.report.deviation')}
        value={facts.deviationNumber ?? ''}
        maxLength={100}
        onChange={(event) => set({ deviationNumber: event.currentTarget.value || null })}
      />
      {save.error ? <p role="alert">{errorText(save.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
