import { describe, expect, it } from 'vitest';
import { detectFormat, formatOf } from '../../../../src-shared/formats/index.ts';
import { parsedNodes } from './parsed-nodes.ts';

function readsOf(value: unknown): { reads: number; pattern: RegExp | null } {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const parsed = formatOf(detectFormat(bytes)).parse(bytes, { statedEncoding: null });
  let reads = 0;
  const count = <T>(value: T): T => {
    reads += 1;
    return value;
  };
  const nodes = parsed.nodes.map((node) => ({ ...node, children: () => count(node.children()) }));
  const { top } = parsedNodes({ ...parsed, nodes, tellingValues: () => count(parsed.tellingValues?.() ?? []) });
  for (let byte = 0; byte < 50; byte += 1) top.spreadingAt(byte);
  return { reads, pattern: top.spreadingAt(0) };
}

describe('parsedNodes', () => {
  it('looks once for what means the patient and into no node, also when there is nothing', () => {
    expect(readsOf({ order: { priority: 7 } })).toEqual({ reads: 1, pattern: null });
    expect(readsOf({ resourceType: 'Patient', name: [{ family: 'Testesen' }] })).toEqual({
      reads: 1,
      pattern: expect.any(RegExp),
    });
  });
});
