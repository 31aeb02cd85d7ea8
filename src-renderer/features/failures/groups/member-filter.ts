import { writeSearch } from '../../../../src-shared/domain/search/write-search.ts';
import { holdsNationalNumber } from '../../../../src-shared/formats/shared/identifiers.ts';
import { isChannelPlace } from '../../../bridge/choice-codec.ts';
import { writeQuery } from '../../../ui/address/hash-location.ts';
import { type FailureFilter, filterOf, wholeList } from '../failure-filter.ts';

/** Which of a group's failures are shown; null = not narrowed. `channel`: `<connection>/<channel>`. Type and sender may be `notGiven`. */
export type MemberChoice = { channel: string | null; messageType: string | null; sender: string | null };

/** Of those whose message says nothing there. */
export const notGiven = '';

export const everyMember: MemberChoice = { channel: null, messageType: null, sender: null };

/** The open failures of a group that the facets chosen leave. */
export function memberFilter(groupId: string, { channel, messageType, sender }: MemberChoice): FailureFilter {
  const terms = [term('type', messageType), term('sender', sender)].filter((each) => each !== null);
  const text = terms.length === 0 ? '' : writeSearch({ kind: 'and', parts: terms });
  return { ...filterOf({ ...wholeList, channel, text }, 0), groupId };
}

/** A question has at most 200 characters; the beginning of a value finds it too. */
const longestValue = 60;

function term(field: string, value: string | null) {
  if (value === null) return null;
  return {
    kind: 'term' as const,
    field,
    operator: ':' as const,
    value: value === notGiven ? '-' : value.slice(0, longestValue),
    isPrefix: false,
    isPhrase: value !== notGiven,
  };
}

/** As it stands in an address, where a dash is what is not given. A value that could be a number of a person is left out. */
export function membersQuery({ channel, messageType, sender }: MemberChoice): string {
  const written = (value: string | null): string =>
    value === notGiven ? '-' : value !== null && isFit(value) ? value : '';
  return writeQuery({ channel: channel ?? '', type: written(messageType), sender: written(sender) });
}

/** What an address says; what is none is left out. */
export function membersIn(given: URLSearchParams): MemberChoice {
  const channel = given.get('channel');
  const read = (name: string): string | null => {
    const value = given.get(name);
    if (value === '-') return notGiven;
    return value !== null && isFit(value) ? value : null;
  };
  return {
    channel: channel !== null && isChannelPlace(channel) ? channel : null,
    messageType: read('type'),
    sender: read('sender'),
  };
}

function isFit(value: string): boolean {
  return value !== '' && value.length <= 200 && !holdsNationalNumber(value);
}
