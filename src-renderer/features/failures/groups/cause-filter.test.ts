import { describe, expect, it } from 'vitest';
import { causeFacet, causesShown, everyCause, groupsAsked, isNarrowed } from './cause-filter.ts';
import type { GroupView } from './group-view.ts';

const aGroup = (groupId: string, more: Partial<GroupView>): GroupView => ({
  groupId,
  cause: { version: 1, kind: 'connection', scope: { kind: 'target', target: 'lab:6661' }, template: 'refused' },
  sample: 'Connection refused',
  ruleName: null,
  open: 1,
  urgent: 0,
  firstAt: 0,
  lastAt: 0,
  channelCount: 1,
  channelName: 'Lab',
  connectorName: null,
  state: 'new',
  grownBy: 0,
  owner: null,
  snoozedUntil: null,
  decidedBy: null,
  decidedAt: null,
  ...more,
});
const groups = [
  aGroup('a', { state: 'assigned', owner: 'Kari' }),
  aGroup('b', { state: 'assigned', owner: 'Ola' }),
  aGroup('c', { sample: 'Patient not found' }),
];
const wordsOf = ({ sample }: GroupView): string => sample;
const idsOf = (choice: Partial<typeof everyCause>) =>
  causesShown(groups, { ...everyCause, ...choice }, wordsOf).map(({ groupId }) => groupId);

describe('the filter of causes', () => {
  it('narrows by state, owner and text, each with the others', () => {
    expect(idsOf({ state: 'assigned' })).toEqual(['a', 'b']);
    expect(idsOf({ state: 'assigned', owner: 'Ola' })).toEqual(['b']);
    expect(idsOf({ text: ' patient ' })).toEqual(['c']);
    expect(idsOf({ text: 'patient', state: 'assigned' })).toEqual([]);
  });

  it('counts a value by the other choices, and keeps the chosen one where none is left', () => {
    const choice = { ...everyCause, owner: 'Ola', text: 'refused' };
    expect(causeFacet(groups, choice, { by: 'owner', wordsOf })).toEqual([
      { value: 'Kari', count: 1 },
      { value: 'Ola', count: 1 },
    ]);
    expect(causeFacet(groups, { ...choice, text: 'patient' }, { by: 'owner', wordsOf })).toEqual([
      { value: 'Ola', count: 0 },
    ]);
  });

  it('asks the core for the engine of the channel chosen', () => {
    expect(groupsAsked({ ...everyCause, connectionId: 'x', channel: 'helse/adt' })).toEqual({
      connectionId: 'helse',
      channelId: 'adt',
      kind: null,
    });
    expect([isNarrowed({ ...everyCause, text: ' ' }), isNarrowed({ ...everyCause, owner: 'Ola' })]).toEqual([
      false,
      true,
    ]);
  });
});
