import type { KeptRule } from '../../../src-shared/domain/units/conversion-rule.ts';

export type ListedRule = KeptRule & { state: string; channelName: string };

/** One line for each version; a formula of a spreadsheet is written so that it is none. */
export function writeRulesCsv(rules: readonly ListedRule[]): string {
  const head = [
    ...['rule', 'version', 'state', 'channel', 'sender', 'code system', 'code', 'name', 'unit found', 'unit expected'],
    ...['ucum', 'formula', 'multiply', 'add', 'valid from', 'valid until', 'proposed by', 'clinical owner', 'approved'],
  ];
  const rows = rules.map((rule) => [
    ...[rule.ruleId, rule.version, rule.state, rule.channelName, rule.sender, rule.codeSystem, rule.code, rule.name],
    ...[rule.unit, rule.expected, rule.expectedUcum, rule.formula, rule.multiply, rule.add],
    ...[day(rule.validFrom), day(rule.validUntil), rule.proposed.person.name, rule.clinicalOwner.name],
    rule.approved === null ? '' : day(rule.approved.at),
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(';')}\r\n`).join('');
}

/** Which unit each code comes in and which one is asked for, as FHIR R4; the factor stands as a comment, for a ConceptMap computes nothing. */
export function writeRulesConceptMap(rules: readonly ListedRule[]): string {
  const bySystem = Map.groupBy(rules, ({ codeSystem }) => codeSystem ?? '');
  const group = [...bySystem.values()].flatMap((own) =>
    own.map(({ codeSystem, code, name, unit, expected, expectedUcum, formula, ruleId, version }) => ({
      ...(codeSystem === null ? {} : { source: codeSystem }),
      target: 'http://unitsofmeasure.org',
      element: [
        {
          ...{ code, display: name ?? code },
          target: [
            {
              ...{ code: expectedUcum, display: expected, equivalence: 'relatedto' },
              comment: `${unit} -> ${expected}: ${formula} (${ruleId} v${version})`,
            },
          ],
        },
      ],
    })),
  );
  return `${JSON.stringify({ resourceType: 'ConceptMap', status: 'active', group }, null, 2)}\n`;
}

/** For the engine's own transformer, so that the source gets fixed: in words that every scripting language has. */
export function writeRulesPseudoCode(rules: readonly ListedRule[]): string {
  const parts = rules.map((rule) => {
    const names = [`code = ${quote(rule.code)}`, `unit = ${quote(rule.unit)}`];
    const sender = rule.sender === null ? [] : [`sender = ${quote(rule.sender)}`];
    return [
      `// ${rule.ruleId} version ${rule.version}: ${rule.name ?? rule.code}, valid until ${day(rule.validUntil)}`,
      `if ${[...sender, ...names].join(' and ')}:`,
      `  // exact: x * ${rule.multiply} + ${rule.add}; as many significant digits as x has`,
      `  value = convert(value)            // ${rule.formula}; keep the comparator`,
      '  range = convert both limits        // refuse when it is no plain range',
      `  unit  = ${quote(rule.expected)}`,
      '  flag  = as sent                    // refuse when rounding moves the value across a limit',
      ...rule.tests.map(({ before, after }) => `  // test: ${before} -> ${after}`),
      '',
    ].join('\n');
  });
  return parts.join('\n');
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function cell(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\/\d+)?$/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
