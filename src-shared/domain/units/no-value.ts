/** What of a measurement does not matter where only its unit is judged. */
export const noValue = { otherCodes: [], value: '', comparator: null, range: null, flag: null };
