import { describe, expect, it } from 'vitest';
import { findCycles, findViolations, listSources, readImports } from './import-graph.ts';
import { importRules } from './import-rules.ts';

const root = process.cwd();

/** One planted violation per rule: a rule that catches none of its own is no rule. */
const planted: Record<string, [from: string, to: string]> = {
  'shared-is-pure': ['src-shared/domain/x.ts', 'node:fs'],
  'electron-only-in-its-shell': ['src-main/app/x.ts', 'npm:electron'],
  'renderer-not-to-main': ['src-renderer/app/x.ts', 'src-main/app/create-app.ts'],
  'main-not-to-renderer': ['src-main/app/x.ts', 'src-renderer/app/main.tsx'],
  'renderer-has-no-node': ['src-renderer/ui/x.ts', 'node:path'],
  'nothing-imports-a-shell': ['src-main/app/x.ts', 'src-main/shell-cli/main.ts'],
  'shells-see-app-only': ['src-main/shell-cli/x.ts', 'src-main/store/store.ts'],
  'engines-are-islands': ['src-main/engines/mirth/x.ts', 'src-main/store/store.ts'],
  'practice-engine-shares-nothing-with-adapters': ['src-main/practice-engine/x.ts', 'src-main/engines/engine.ts'],
  'hl7-standard-behind-one-adapter': ['src-main/services/replay/x.ts', 'npm:hl7-standard'],
  'engine-clients-stay-inside': ['src-main/services/replay/x.ts', 'npm:undici'],
  'sqlite-only-in-store': ['src-main/services/replay/x.ts', 'npm:better-sqlite3'],
  'services-not-to-each-other': ['src-main/services/replay/x.ts', 'src-main/services/message/y.ts'],
  'features-not-to-each-other': ['src-renderer/features/replay/x.tsx', 'src-renderer/features/audit/y.tsx'],
  'ui-is-domain-free': ['src-renderer/ui/x.tsx', 'src-shared/domain/failure.ts'],
  'widgets-fetch-nothing': ['src-renderer/widgets/x.tsx', 'src-renderer/bridge/client.ts'],
  'formats-are-islands': ['src-shared/formats/hl7v2/x.ts', 'src-shared/formats/fhir-json/y.ts'],
  'no-test-code-in-product': ['src-main/app/x.ts', 'test/fakes/fake-engine.ts'],
};

describe('import rules', () => {
  it('are all tried', () => {
    expect(Object.keys(planted).sort()).toEqual(importRules.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(planted))('catch a planted violation of %s', (rule, [from, to]) => {
    expect(findViolations([{ from, to }]).map((violation) => violation.rule)).toContain(rule);
  });

  it('see type-only, re-exporting and dynamic imports', () => {
    const source = "import type { A } from 'electron'; export { b } from 'zod'; const c = import('ws');";
    expect(readImports(root, 'src-main/app/x.ts', source).map((edge) => edge.to)).toEqual([
      'npm:electron',
      'npm:zod',
      'npm:ws',
    ]);
  });

  it('find a cycle over three files', () => {
    const edges = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ].map(([from, to]) => ({ from: from!, to: to! }));
    expect(findCycles(edges)).toHaveLength(1);
  });

  it('hold in the whole project', () => {
    const files = listSources(root);
    const edges = files.flatMap((file) => readImports(root, file));
    expect(files.length).toBeGreaterThan(50);
    expect(edges.length).toBeGreaterThan(100);
    expect(findViolations(edges)).toEqual([]);
    expect(findCycles(edges)).toEqual([]);
  });
});
