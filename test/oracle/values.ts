/** Values that are not empty by `OBX[2]-5[1].1.1`; segments of one id are counted through the whole body. */
export type Values = Map<string, string>;

export function createValues() {
  const found: Values = new Map();
  const counts = new Map<string, number>();
  return {
    found,
    /** Where the values of the next segment with that id go. MSH-1 and MSH-2 are no values. */
    segment(id: string) {
      const occurrence = (counts.get(id) ?? 0) + 1;
      counts.set(id, occurrence);
      return ([field, repetition, component, sub]: readonly number[], text: string) => {
        if (text === '' || (isHeader(id) && (field ?? 0) <= 2)) return;
        found.set(`${id}[${occurrence}]-${field}[${repetition}].${component}.${sub}`, text);
      };
    },
  };
}

export function isHeader(id: string): boolean {
  return ['MSH', 'FHS', 'BHS'].includes(id);
}
