import { type FailureCause, failureCause } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import type { CauseGroup } from '../store.ts';

export type GroupPlace = Pick<CauseGroup, 'channelName' | 'connectorName'>;

type PackedGroup = Omit<CauseGroup, 'cause' | keyof GroupPlace> & { causeText: string; place: GroupPlace };

/**
 * Groups as they cross threads: texts beside each other and one row of `numbers` for each (`numbersOf`). Twenty thousand objects take longer to be
 * copied than to be found.
 */
export type GroupColumns = {
  groupIds: string[];
  causeTexts: string[];
  samples: string[];
  places: GroupPlace[];
  numbers: Float64Array;
};

const width = 6;

export function packGroups(groups: readonly PackedGroup[]): GroupColumns {
  const places = new Map<GroupPlace, number>();
  const numbers = new Float64Array(groups.length * width);
  for (const [index, { place, open, urgent, firstAt, lastAt, channelCount }] of groups.entries()) {
    const placeAt = places.get(place) ?? places.size;
    places.set(place, placeAt);
    numbers.set([open, urgent, firstAt, lastAt, channelCount, placeAt], index * width);
  }
  return {
    groupIds: groups.map(({ groupId }) => groupId),
    causeTexts: groups.map(({ causeText }) => causeText),
    samples: groups.map(({ sample }) => sample),
    places: [...places.keys()],
    numbers,
  };
}

export function unpackGroups({ groupIds, causeTexts, samples, places, numbers }: GroupColumns): CauseGroup[] {
  return groupIds.map((groupId, index) => {
    const at = index * width;
    return {
      groupId,
      cause: causeOf(groupId, causeTexts[index] ?? ''),
      sample: samples[index] ?? '',
      open: numbers[at] ?? 0,
      urgent: numbers[at + 1] ?? 0,
      firstAt: numbers[at + 2] ?? 0,
      lastAt: numbers[at + 3] ?? 0,
      channelCount: numbers[at + 4] ?? 0,
      ...(places[numbers[at + 5] ?? 0] ?? { channelName: '', connectorName: null }),
    };
  });
}

const knownCauses = new Map<string, FailureCause>();
const mostKnown = 50_000;

/** A group id is a hash of its cause: the same id always says the same, and reading twenty thousand causes takes longer than all the rest. */
export function causeOf(groupId: string, text: string): FailureCause {
  const known = knownCauses.get(groupId);
  if (known !== undefined) return known;
  if (knownCauses.size >= mostKnown) knownCauses.clear();
  const cause = failureCause.parse(JSON.parse(text));
  knownCauses.set(groupId, cause);
  return cause;
}
