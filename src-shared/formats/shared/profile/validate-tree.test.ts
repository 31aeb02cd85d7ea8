import { describe, expect, it } from 'vitest';
import { ruleProfile } from '../../../domain/rule-profile.ts';
import { validateMessage } from '../../index.ts';

const body =
  '<Report><Sender><Id V="90128"/></Sender>' +
  '<Item><Kind V="N"/><Value V="4.1"/></Item><Item><Kind V="N"/><Value V="4,1"/></Item><Item><Kind V="T"/><Value V="ja"/></Item></Report>';

function broken(rules: ({ path: string; kind: string } & Record<string, unknown>)[], text = body): string[] {
  const profile = ruleProfile.parse({
    name: 'Site',
    format: 'xml',
    rules: rules.map((rule, at) => ({ id: `r${at}`, ...rule })),
  });
  return validateMessage(new TextEncoder().encode(text), { statedEncoding: null, profiles: [profile], now: null })
    .filter((finding) => finding.profile !== null)
    .map(({ rule, path }) => `${rule}@${path}`);
}

describe('profiles over a tree', () => {
  it('hold at every place that the path means', () => {
    expect(broken([{ path: '/Report/Item/Value/@V', kind: 'numeric' }])).toEqual([
      'profile.numeric@/Report/Item[2]/Value/@V',
      'profile.numeric@/Report/Item[3]/Value/@V',
    ]);
    expect(broken([{ path: '/Report/Item[2]/Value/@V', kind: 'numeric' }])).toHaveLength(1);
    expect(broken([{ path: '/Report/Item[*]/Value/@V', kind: 'numeric' }])).toHaveLength(2);
  });

  it('take a condition below the same element', () => {
    const when = [{ path: '/Report/Item/Kind/@V', equals: 'N' }];
    expect(broken([{ path: '/Report/Item/Value/@V', kind: 'numeric', when }])).toEqual([
      'profile.numeric@/Report/Item[2]/Value/@V',
    ]);
  });

  it('ask for a value below every parent, and once where there is no parent', () => {
    const required = (path: string) => broken([{ path, kind: 'required' }]);
    expect(required('/Report/Item/Unit')).toEqual([
      'profile.required@/Report/Item',
      'profile.required@/Report/Item[2]',
      'profile.required@/Report/Item[3]',
    ]);
    expect(required('/Report/Receiver/Id/@V')).toEqual(['profile.required@null']);
    expect(required('/Report/Sender/Id/@V')).toEqual([]);
  });

  it('are for their format only', () => {
    const profile = ruleProfile.parse({
      name: 'S',
      format: 'hl7v2',
      rules: [{ id: 'a', path: 'PV1-19', kind: 'required' }],
    });
    const options = { statedEncoding: null, profiles: [profile], now: null };
    expect(validateMessage(new TextEncoder().encode(body), options)).toEqual([]);
  });

  it('need time in step with the body', () => {
    const items = Array.from({ length: 5000 }, (_, at) => `<Item><Kind V="${at % 2}"/><Value V="x"/></Item>`);
    const when = [{ path: '/Report/Item/Kind/@V', equals: '1' }];
    const started = performance.now();
    const found = broken(
      [{ path: '/Report/Item/Value/@V', kind: 'numeric', when }],
      `<Report>${items.join('')}</Report>`,
    );
    expect(found.length).toBeGreaterThan(400);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
