import type { Problem, Span } from '../format.ts';
import { charsetRules } from './rules/charset-rules.ts';
import { fhirRules } from './rules/fhir-rules.ts';
import { hl7ContentRules } from './rules/hl7-content-rules.ts';
import { hl7Rules } from './rules/hl7-rules.ts';
import { identifierRules } from './rules/identifier-rules.ts';
import { jsonRules } from './rules/json-rules.ts';
import { kithRules } from './rules/kith-rules.ts';
import { profileRules } from './rules/profile-rules.ts';
import { textRules } from './rules/text-rules.ts';
import { xmlRules } from './rules/xml-rules.ts';

/**
 * Every rule a format may report, with its severity and English sentence. The sentence in other languages is under `problem.<rule>` in `locales`.
 * No sentence and no parameter holds content of a message.
 */
export const problemRules = {
  ...charsetRules,
  ...hl7Rules,
  ...hl7ContentRules,
  ...xmlRules,
  ...kithRules,
  ...fhirRules,
  ...jsonRules,
  ...textRules,
  ...identifierRules,
  ...profileRules,
};

export type ProblemRule = keyof typeof problemRules;

export function createProblem(rule: ProblemRule, span: Span, params: Problem['params'] = {}): Problem {
  const [severity, sentence] = problemRules[rule];
  return { rule, severity, span, message: fillSentence(sentence, params), params };
}

function fillSentence(sentence: string, params: Problem['params']): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (written, name: string) => String(params[name] ?? written));
}

/** A list that stops growing: garbage must not make a report longer than the message. */
export type ProblemList = { add(rule: ProblemRule, span: Span, params?: Problem['params']): void; items: Problem[] };

const maxProblems = 200;

export function createProblemList(): ProblemList {
  const items: Problem[] = [];
  return {
    items,
    add(rule, span, params) {
      if (items.length < maxProblems) items.push(createProblem(rule, span, params));
      else if (items.length === maxProblems) items.push(createProblem('problems.more', span));
    },
  };
}
