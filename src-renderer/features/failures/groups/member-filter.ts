import { writeSearch } from '../../../../src-shared/domain/search/write-search.ts';
import { type FailureFilter, filterOf, wholeList } from '../failure-filter.ts';

/** Which of a group's failures are shown; null = not narrowed. `channel`: `<connection>/<channel>`. */
export type MemberChoice = { channel: string | null; messageType: string | null; sender: string | null };

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
    value: value.slice(0, longestValue),
    isPrefix: false,
    isPhrase: true,
  };
}
