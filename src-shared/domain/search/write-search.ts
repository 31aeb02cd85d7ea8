import type { SearchQuery, SearchTerm } from './search-query.ts';

/** The question as text, with no more brackets and quotation marks than it needs: read again, it is the same. */
export function writeSearch(query: SearchQuery): string {
  switch (query.kind) {
    case 'and':
      return query.parts.map((part) => (part.kind === 'or' ? `(${writeSearch(part)})` : writeSearch(part))).join(' ');
    case 'or':
      return query.parts.map(writeSearch).join(' OR ');
    case 'not':
      return query.part.kind === 'and' || query.part.kind === 'or'
        ? `NOT (${writeSearch(query.part)})`
        : `NOT ${writeSearch(query.part)}`;
    case 'term':
      return writeTerm(query);
    default:
      return query satisfies never;
  }
}

function writeTerm({ field, operator, value, isPrefix, isPhrase }: SearchTerm): string {
  const star = isPrefix ? '*' : '';
  const written = isPhrase || needsQuotes(value, field) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
  return field === null ? `${written}${star}` : `${field}${operator}${written}${star}`;
}

/** A bare value that would be read as something else. */
function needsQuotes(value: string, field: string | null): boolean {
  if (value === '' || /[\s()"*]/.test(value)) return true;
  if (field !== null) return /^[<>=]/.test(value);
  return /^(?:AND|OR|NOT)$/.test(value) || /^[\p{L}/][^\s():"*]*:/u.test(value);
}
