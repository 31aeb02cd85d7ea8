import { type ObservationFields, readHl7 } from '../hl7-standard-adapter.ts';
import type { RoutingDefinition, StepDefinition } from './definitions.ts';
import { componentAt, mapSegments, withComponent } from './hl7-text.ts';

/** A step either gives the changed text or the reason it failed, with the script line the engine would show. */
export type StepOutcome = { kind: 'ok'; text: string } | { kind: 'failed'; details: string; sourceLines: string[] };

/** Runs the steps in order; the first failure ends them. No step leaves the text exactly as it came. */
export function runSteps(text: string, steps: StepDefinition[], tables: RoutingDefinition['tables']): StepOutcome {
  let current = text;
  for (const step of steps) {
    const outcome = runStep(current, step, tables);
    if (outcome.kind === 'failed') return outcome;
    current = outcome.text;
  }
  return { kind: 'ok', text: current };
}

function runStep(text: string, step: StepDefinition, tables: RoutingDefinition['tables']): StepOutcome {
  const reader = readHl7(text);
  if (reader === null)
    return failed('TypeError: The message is not HL7 v2.', 'msg = new XML(connectorMessage.getTransformedData());');
  switch (step.kind) {
    case 'require-patient-id':
      if (reader.field('PID.3.1') !== '') return { kind: 'ok', text };
      return failed(
        'Error: PID-3: patient identifier is missing',
        "throw new Error('PID-3: patient identifier is missing');",
      );
    case 'require-numeric-results':
      return requireNumericResults(text, reader.observations());
    case 'map-result-codes':
      return mapCodes(text, { field: 5, table: step.table, codes: tables[step.table] ?? {} });
    case 'map-test-codes':
      return mapCodes(text, { field: 3, table: step.table, codes: tables[step.table] ?? {} });
    case 'set-receiving-application':
      return {
        kind: 'ok',
        text: mapSegments(text, 'MSH', (msh) => withComponent(msh, { field: 5, component: 1 }, step.value)),
      };
    case 'scale-results':
      return { kind: 'ok', text: mapSegments(text, 'OBX', (obx) => scaled(obx, step.factor)) };
    default:
      return step satisfies never;
  }
}

function scaled(obx: string, factor: number): string {
  const value = Number(componentAt(obx, 5, 1));
  if (componentAt(obx, 2, 1) !== 'NM' || componentAt(obx, 5, 1) === '' || Number.isNaN(value)) return obx;
  return withComponent(obx, { field: 5, component: 1 }, String(Math.round(value * factor * 1e6) / 1e6));
}

function requireNumericResults(text: string, observations: ObservationFields[]): StepOutcome {
  const wrong = observations.find((obx) => obx.valueType === 'NM' && !/^[<>]?\s*[-+]?\d+(\.\d+)?$/.test(obx.value));
  if (wrong === undefined) return { kind: 'ok', text };
  return failed(
    `Error: OBX-${wrong.setId}: numeric result expected for ${wrong.name} but got "${wrong.value}"`,
    "if (isNaN(parseFloat(v))) throw new Error('OBX-' + id + ': numeric result expected for ' + name + ' but got \"' + v + '\"');",
  );
}

/** Coded observations (CE, CWE) only: a code that the table does not know must not pass under another meaning. */
function mapCodes(text: string, map: { field: number; table: string; codes: Record<string, string> }): StepOutcome {
  let unknown: string | null = null;
  const mapped = mapSegments(text, 'OBX', (obx) => {
    const isCoded = map.field !== 5 || /^C[WN]?E$/.test(componentAt(obx, 2, 1));
    const code = componentAt(obx, map.field, 1);
    if (!isCoded || code === '') return obx;
    const target = Object.hasOwn(map.codes, code) ? map.codes[code] : undefined;
    if (target === undefined) unknown ??= code;
    return target === undefined ? obx : withComponent(obx, { field: map.field, component: 1 }, target);
  });
  if (unknown === null) return { kind: 'ok', text: mapped };
  return failed(
    `Error: No mapping for code "${unknown as string}" in table ${map.table}`,
    `if (!(code in ${map.table})) throw new Error('No mapping for code "' + code + '" in table ${map.table}');`,
  );
}

function failed(details: string, sourceLine: string): StepOutcome {
  return { kind: 'failed', details, sourceLines: ['function doTransform() {', sourceLine, '}'] };
}
