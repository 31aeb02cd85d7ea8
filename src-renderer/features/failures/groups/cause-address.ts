import { groupStates } from '../../../../src-shared/domain/failure-group.ts';
import { failureKinds } from '../../../../src-shared/domain/failure-kind.ts';
import { holdsNationalNumber } from '../../../../src-shared/formats/shared/identifiers.ts';
import { isChannelPlace } from '../../../bridge/choice-codec.ts';
import { writeQuery } from '../../../ui/address/hash-location.ts';
import { type CauseChoice, everyCause } from './cause-filter.ts';

/** Which causes are shown, as it stands in an address. The text does not: it may be a name. */
export function causesQuery({ connectionId, channel, kind, state, owner }: CauseChoice): string {
  return writeQuery({
    engine: connectionId ?? '',
    channel: channel ?? '',
    cause: kind ?? '',
    state: state ?? '',
    owner: owner !== null && isFit(owner) ? owner : '',
  });
}

/** What an address says; what is none is left out. */
export function causesIn(given: URLSearchParams): CauseChoice {
  const read = (name: string): string | null => {
    const value = given.get(name);
    return value !== null && isFit(value) ? value : null;
  };
  const channel = read('channel');
  return {
    ...everyCause,
    connectionId: read('engine'),
    channel: channel !== null && isChannelPlace(channel) ? channel : null,
    kind: failureKinds.find((kind) => kind === given.get('cause')) ?? null,
    state: groupStates.find((state) => state === given.get('state')) ?? null,
    owner: read('owner'),
  };
}

function isFit(value: string): boolean {
  return value !== '' && value.length <= 200 && !holdsNationalNumber(value);
}
