/** What a table says of a word that a stranger wrote: never what every object answers to, such as `constructor`. */
export function ownValue<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
