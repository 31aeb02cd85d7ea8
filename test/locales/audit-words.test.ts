import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditActionOf } from '../../src-main/app/audit-facts.ts';
import { flatProcedures } from '../../src-shared/contract/index.ts';

const audited = [...flatProcedures].filter(([name, procedure]) => auditActionOf(name, procedure) !== null);

describe('the words of the audit page', () => {
  it.each(['nb', 'nn', 'en'])('name every procedure that the log can hold, in %s', (language) => {
    const texts: Record<string, string> = JSON.parse(
      readFileSync(`src-renderer/locales/parts/audit.${language}.json`, 'utf8'),
    );
    const nameless = audited.map(([name]) => name).filter((name) => !texts[`audit.procedure.${name}`]);
    expect(nameless).toEqual([]);
  });
});
