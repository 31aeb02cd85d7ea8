import type { ProfileCondition, ProfileRule, RuleProfile } from '../../../domain/rule-profile.ts';
import { sayBroken } from '../../shared/profile/applying-profiles.ts';
import { conditionHolds, judgeValue, sentenceOf } from '../../shared/profile/judge-value.ts';
import { type Hl7Document, plainText, rawText, repetitionSpans } from '../hl7-document.ts';
import { splitSpan } from '../hl7-index.ts';
import type { Segment } from '../hl7-segment.ts';
import { fieldPlace, type MessageScope, type PlaceInMessage, readText, segmentPlace } from './message-scope.ts';

/** `PID-3.1`, `OBX[2]-5[1]`: null = each. */
type RulePath = {
  segment: string;
  occurrence: number | null;
  field: number;
  repetition: number | null;
  component: number | null;
  subcomponent: number | null;
};

const grammar = /^([A-Z][A-Z0-9]{2})(?:\[(\d+|\*)\])?-(\d+)(?:\[(\d+|\*)\])?(?:\.(\d+)(?:\.(\d+))?)?$/;

/** The rules of a site: each in every occurrence of its segment in which its conditions hold. */
export function checkProfiles(scope: MessageScope, profiles: readonly RuleProfile[]): void {
  if (profiles.length === 0) return;
  const byId = Map.groupBy(scope.segments, (_, index) => scope.ids[index] ?? '');
  for (const profile of profiles)
    for (const rule of profile.rules) {
      const path = parseRulePath(rule.path);
      if (path !== null) checkRule({ scope, byId, profile, rule, path });
    }
}

type Given = {
  scope: MessageScope;
  byId: ReadonlyMap<string, Segment[]>;
  profile: RuleProfile;
  rule: ProfileRule;
  path: RulePath;
};

function checkRule(given: Given): void {
  const { scope, rule, path, byId } = given;
  const own = rule.when.filter((condition) => parseRulePath(condition.path)?.segment === path.segment);
  const others = rule.when.filter((condition) => !own.includes(condition));
  if (!others.every((condition) => holdsAnywhere(given, condition))) return;
  const segments = occurrencesOf(byId, path);
  // Without the segment its field is missing too, but not where the rule is about some of them only.
  if (segments.length === 0 && rule.kind === 'required' && own.length === 0)
    tell(given, segmentPlace(scope.header), sentenceOf(rule));
  for (const segment of segments) {
    if (own.every((condition) => holdsIn(scope, segment, condition))) checkSegment(given, segment);
  }
}

function checkSegment(given: Given, segment: Segment): void {
  const { scope, rule, path } = given;
  const places = valuedPlaces(scope.document, segment, path);
  if (places.length === 0 && rule.kind === 'required') tell(given, fieldPlace(segment, path.field), sentenceOf(rule));
  for (const place of places) {
    const sentence = judgeValue(rule, readText(scope.document, place).trim());
    if (sentence !== null) tell(given, place, sentence);
  }
}

function tell({ scope, profile, rule }: Given, at: PlaceInMessage, sentence: ReturnType<typeof sentenceOf>): void {
  scope.report({ at, ...sayBroken(profile, rule, sentence) });
}

function holdsIn({ document }: MessageScope, segment: Segment, condition: ProfileCondition): boolean {
  const path = parseRulePath(condition.path);
  return path !== null && conditionHolds(condition, textsIn(document, segment, path));
}

function holdsAnywhere({ scope, byId }: Given, condition: ProfileCondition): boolean {
  const path = parseRulePath(condition.path);
  if (path === null) return false;
  const texts = occurrencesOf(byId, path).flatMap((segment) => textsIn(scope.document, segment, path));
  return conditionHolds(condition, texts);
}

function occurrencesOf(byId: ReadonlyMap<string, Segment[]>, { segment, occurrence }: RulePath): Segment[] {
  const all = byId.get(segment) ?? [];
  return occurrence === null ? all : all.slice(occurrence - 1, occurrence);
}

function textsIn(document: Hl7Document, segment: Segment, path: RulePath): string[] {
  return valuedPlaces(document, segment, path).map((place) => plainText(document, segment, place.span).trim());
}

/** Places with a value; the order to delete is none. */
function valuedPlaces(document: Hl7Document, segment: Segment, path: RulePath): PlaceInMessage[] {
  const { separators } = segment;
  const at = fieldPlace(segment, path.field);
  return repetitionSpans(document, segment, path.field).flatMap((span, index): PlaceInMessage[] => {
    const repetition = index + 1;
    if (path.repetition !== null && path.repetition !== repetition) return [];
    const component =
      path.component === null ? span : splitSpan(document.bytes, span, separators.component)[path.component - 1];
    const inner =
      path.subcomponent === null || component === undefined
        ? component
        : splitSpan(document.bytes, component, separators.subcomponent)[path.subcomponent - 1];
    if (inner === undefined || inner[0] === inner[1] || isBlank(document, inner)) return [];
    return [{ ...at, repetition, component: path.component, subcomponent: path.subcomponent, span: inner }];
  });
}

function isBlank(document: Hl7Document, span: PlaceInMessage['span']): boolean {
  if (span[1] - span[0] > 8) return false;
  const text = rawText(document, span).trim();
  return text === '' || text === '""';
}

const paths = new Map<string, RulePath | null>();

function parseRulePath(text: string): RulePath | null {
  const known = paths.get(text);
  if (known !== undefined) return known;
  const match = grammar.exec(text);
  const numberOf = (part: string | undefined) => (part === undefined || part === '*' ? null : Number(part));
  const path =
    match === null
      ? null
      : {
          segment: match[1] ?? '',
          occurrence: numberOf(match[2]),
          field: Number(match[3]),
          repetition: numberOf(match[4]),
          component: numberOf(match[5]),
          subcomponent: numberOf(match[6]),
        };
  if (paths.size > 5000) paths.clear();
  paths.set(text, path);
  return path;
}
