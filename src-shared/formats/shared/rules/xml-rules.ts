import type { RuleTable } from './rule-table.ts';

/** What may be wrong with the form of an XML document. */
export const xmlRules = {
  'xml.cut-off': ['error', 'The text ends inside markup.'],
  'xml.unclosed-element': ['error', 'An element is not closed.'],
  'xml.stray-end-tag': ['error', 'An end tag without its start tag.'],
  'xml.stray-less-than': ['warning', 'A less-than sign that begins no markup.'],
  'xml.outside-root': ['error', 'Text or elements outside the root element.'],
  'xml.no-root': ['error', 'No element was found.'],
  'xml.too-deep': ['error', 'Elements are nested deeper than is read here.'],
  'xml.too-many-elements': ['error', 'There are more elements than are read here.'],
  'xml.doctype': ['info', 'A document type declaration; it is not read and nothing in it is expanded.'],
} as const satisfies RuleTable;
