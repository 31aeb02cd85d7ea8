import { useText } from '../../../locales/use-text.ts';
import { Chip } from '../../../ui/chip.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';
import type { GroupDetailView } from './group-view.ts';
import classes from './groups.module.css';
import { type MemberChoice, notGiven } from './member-filter.ts';

type GroupFacetsProps = {
  group: Pick<GroupDetailView, 'channels' | 'messageTypes' | 'senders'>;
  choice: MemberChoice;
  onChoice: (choice: MemberChoice) => void;
};

type FacetValue = { value: string; label: string; count: number };

/** So many of one facet are shown; the rest are counted. */
const mostShown = 8;

/** What the failures of a group differ in; a press shows only those. */
export function GroupFacets({ group, choice, onChoice }: GroupFacetsProps) {
  const text = useText();
  const named = ({ value, count }: { value: string | null; count: number }): FacetValue => ({
    value: value ?? notGiven,
    label: value ?? text('groups.facet.unknown'),
    count,
  });
  const channels = group.channels.map(({ connectionId, channelId, channelName, count }) => ({
    value: `${connectionId}/${channelId}`,
    label: channelName,
    count,
  }));
  const facets = [
    { id: 'channel', values: channels },
    { id: 'messageType', values: group.messageTypes.map(named) },
    { id: 'sender', values: group.senders.map(named) },
  ] as const;
  return (
    <section className={classes.section} aria-label={text('groups.facets')}>
      <h3 className={classes.sectionTitle}>{text('groups.facets')}</h3>
      {facets.map(({ id, values }) => (
        <Facet
          key={id}
          name={text(`groups.facet.${id}`)}
          values={values}
          chosen={choice[id]}
          onChosen={(value) => onChoice({ ...choice, [id]: value })}
        />
      ))}
    </section>
  );
}

type FacetProps = {
  name: string;
  values: readonly FacetValue[];
  chosen: string | null;
  onChosen: (value: string | null) => void;
};

function Facet({ name, values, chosen, onChosen }: FacetProps) {
  const text = useText();
  const format = useFormat();
  const rest = values.length - mostShown;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div className={classes.facet} role="group" aria-label={name}>
      <span className={classes.facetName}>{name}</span>
      {values.slice(0, mostShown).map(({ value, label, count }) => (
        <Chip key={value} isOn={value === chosen} onToggle={() => onChosen(value === chosen ? null : value)}>
          {label} <span className="dim">{format.number(count)}</span>
        </Chip>
      ))}
      {rest > 0 ? <span className="dim">{text('groups.facet.more', { count: rest })}</span> : null}
    </div>
  );
}
