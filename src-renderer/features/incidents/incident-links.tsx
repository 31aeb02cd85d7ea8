import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Incident, incidentLinks } from '../../../src-shared/domain/duty/incident.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import classes from './incidents.module.css';
import { useChannelChoice } from './use-channel-choice.ts';

/** What the incident is about: channels, alerts, causes, affected lists and the runbook, each a way there. */
export function IncidentLinks({ incident }: { incident: Incident }) {
  const text = useText();
  const may = useMay();
  const [isEditing, setEditing] = useState(false);
  const { channels, alerts, groups, affectedSets, runbook } = incident.links;
  const sets = useSetNames(affectedSets.length > 0);
  const causes = useCauseNames(groups.length > 0);
  const isEmpty = channels.length + alerts.length + groups.length + affectedSets.length === 0 && runbook === null;
  return (
    <section className={classes.part} aria-label={text('incidents.links')}>
      <div className={classes.partHead}>
        <h3>{text('incidents.links')}</h3>
        {may('incidents.setLinks') ? (
          <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
            {text('incidents.links.edit')}
          </Button>
        ) : null}
      </div>
      {isEmpty ? <p className="dim">{text('incidents.links.none')}</p> : null}
      <ul className={classes.lines}>
        {channels.map(({ connectionId, channelId, name }) => (
          <Way
            key={`${connectionId}/${channelId}`}
            words={name}
            address={`/overview/${encodeURIComponent(connectionId)}/${encodeURIComponent(channelId)}`}
          />
        ))}
        {alerts.map((alertId) => (
          <Way key={alertId} words={text('incidents.links.alert')} address={`/alerts/open/${alertId}`} />
        ))}
        {groups.map((groupId) => (
          <Way
            key={groupId}
            words={causes.get(groupId) ?? text('incidents.links.group')}
            address={`/failures/groups/${encodeURIComponent(groupId)}`}
          />
        ))}
        {affectedSets.map((setId) => (
          <Way key={setId} words={sets.get(setId) ?? text('incidents.links.goneSet')} address={`/affected/${setId}`} />
        ))}
        {runbook === null ? null : (
          <li>
            <a href={runbook} target="_blank" rel="noreferrer noopener">
              {runbook}
            </a>
          </li>
        )}
      </ul>
      {isEditing ? <LinksDialog incident={incident} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}

function Way({ words, address }: { words: string; address: string }) {
  const [, navigate] = useLocation();
  return (
    <li>
      <button type="button" className={classes.link} onClick={() => navigate(address)}>
        {words}
      </button>
    </li>
  );
}

function useSetNames(isWanted: boolean): ReadonlyMap<string, string> {
  const text = useText();
  const { data } = useContractQuery('affected.list', { cursor: null, limit: 200 }, { enabled: isWanted });
  return new Map((data?.items ?? []).map(({ setId, name }) => [setId, name ?? text('affected.nameGone')]));
}

/** Causes with open failures, by what they are called where they stand. */
function useCauseNames(isWanted: boolean): ReadonlyMap<string, string> {
  const text = useText();
  const everything = { connectionId: null, channelId: null, kind: null };
  const { data } = useContractQuery('groups.list', everything, { enabled: isWanted });
  return new Map(
    (data?.items ?? []).map(({ groupId, cause, ruleName, channelName }) => [
      groupId,
      `${channelName}: ${ruleName ?? text(`groupKind.${cause.kind}.what`)}`,
    ]),
  );
}

function LinksDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const choice = useChannelChoice();
  const { links, incidentId } = incident;
  const sets = useSetNames(true);
  const [channels, setChannels] = useState(links.channels.map(choice.keyOf));
  const causes = useCauseNames(true);
  const [groups, setGroups] = useState(links.groups);
  const [affectedSets, setAffectedSets] = useState(links.affectedSets);
  const [runbook, setRunbook] = useState(links.runbook ?? '');
  const save = useContractCommand('incidents.setLinks');
  const { requestId, renewAfter } = useRequestId();
  const wished = {
    ...links,
    channels: choice.chosen(channels, links.channels),
    groups,
    affectedSets,
    runbook: runbook.trim() || null,
  };
  const known = new Map([...affectedSets.map((id) => [id, text('incidents.links.goneSet')] as const), ...sets]);
  const knownCauses = new Map([...groups.map((id) => [id, text('incidents.links.group')] as const), ...causes]);
  return (
    <ConfirmDialog
      title={text('incidents.links.edit')}
      confirmLabel={text('incidents.facts.save')}
      isComplete={incidentLinks.safeParse(wished).success}
      isBusy={save.isPending}
      onConfirm={() =>
        save.mutate({ requestId, incidentId, links: wished }, { onSuccess: onClose, onError: renewAfter })
      }
      onClose={onClose}
    >
      <MultiSelect
        label={text('incidents.channels')}
        description={text('incidents.new.what')}
        data={choice.options(links.channels)}
        value={channels}
        searchable
        onChange={setChannels}
      />
      <MultiSelect
        label={text('incidents.links.groups')}
        data={[...knownCauses].map(([value, label]) => ({ value, label }))}
        value={groups}
        searchable
        onChange={setGroups}
      />
      <MultiSelect
        label={text('incidents.links.sets')}
        data={[...known].map(([value, label]) => ({ value, label }))}
        value={affectedSets}
        searchable
        onChange={setAffectedSets}
      />
      <TextInput
        label={text('incidents.links.runbook')}
        placeholder="https://"
        value={runbook}
        maxLength={500}
        onChange={(event) => setRunbook(event.currentTarget.value)}
      />
      {save.error ? <p role="alert">{errorText(save.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
