import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContactFields } from '../../../src-shared/domain/contacts/contact.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { HandlersOf, PersonContext } from '../../app/handler.ts';
import { createContactsService } from './contacts-service.ts';
import type { NamedChannel } from './named-channel.ts';

const clock = createManualClock(1_790_000_000_000);
let temporary: TemporaryStore;
let service: HandlersOf<'contacts'>;
let channels: NamedChannel[];
let summaries: (string | undefined)[];

const context = {
  account: { accountId: 'a', name: 'Kari Vakt' },
  describe: ({ summary }: { summary?: string }) => summaries.push(summary),
} as unknown as PersonContext;
const requestId = 'request-1';
const laboratory: ContactFields = {
  ...{ kind: 'partner', name: 'Laboratory', ids: ['8090', 'LAB'], channel: null, owner: 'Fjord hospital' },
  ...{ phone: '+47 22 00 00 00', dutyPhone: '22000001', dutyHours: '15–08', night: 'urgent', supplier: 'Labsoft' },
  ...{ agreement: 'A-17', say: 'Say "resend"; give the number of the requisition.', testedOn: '2026-11-01' },
};

beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
});
afterAll(() => temporary.remove());
beforeEach(async () => {
  await temporary.store.journal.settings.put('installation', 'contacts', '[]');
  summaries = [];
  channels = [{ connectionId: 'c1', channelId: 'ch-1', engine: 'Mirth', channel: 'Results in' }];
  const { settings } = temporary.store.journal;
  service = createContactsService({ settings, channels: () => channels, clock, emit: () => undefined });
});

const names = async () => (await service.list({}, context)).items.map(({ name }) => name);
const save = (contact: ContactFields, contactId: string | null = null) =>
  service.save({ requestId, contactId, contact }, context);
const take = (text: string) => service.takeFile({ requestId, text }, context);

describe('contacts kept by hand', () => {
  it('are added, changed and taken away, with who did it', async () => {
    const { contactId } = await save(laboratory);
    await save({ ...laboratory, phone: '22000009' }, contactId);
    const { items } = await service.list({}, context);
    expect(items).toEqual([
      { ...laboratory, phone: '22000009', contactId, changedAt: clock.now(), changedBy: 'Kari Vakt' },
    ]);
    await service.remove({ requestId, contactId }, context);
    expect(await names()).toEqual([]);
    await expect(service.remove({ requestId, contactId }, context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(save(laboratory, contactId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stand once for a name and a channel', async () => {
    await save(laboratory);
    await expect(save({ ...laboratory, name: 'LABORATORY' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await save({ ...laboratory, channel: { connectionId: 'c1', channelId: 'ch-1' } });
    expect(await names()).toEqual(['Laboratory', 'Laboratory']);
  });

  it('hold no number of a person', async () => {
    await expect(save({ ...laboratory, say: 'As for 11887510050' })).rejects.toMatchObject({
      messageKey: 'contacts.refused.number',
    });
  });

  it('are none of them lost when two are written at once', async () => {
    await Promise.all(['A', 'B', 'C'].map((name) => save({ ...laboratory, name })));
    expect(await names()).toEqual(['A', 'B', 'C']);
  });
});

describe('contacts by file', () => {
  it('are read back as they were written, and then are the same', async () => {
    await save({ ...laboratory, channel: { connectionId: 'c1', channelId: 'ch-1' } });
    await save({ ...laboratory, name: 'Ward 3', kind: 'unit', testedOn: null });
    const before = (await service.list({}, context)).items;
    const { text } = await service.writeFile({}, context);
    expect(text).toContain('Mirth;Results in');
    expect(await take(text)).toEqual({ added: 0, changed: 0, same: 2 });
    await temporary.store.journal.settings.put('installation', 'contacts', '[]');
    await take(text);
    const withoutId = ({ contactId: _id, ...rest }: (typeof before)[number]) => rest;
    expect((await service.list({}, context)).items.map(withoutId)).toEqual(before.map(withoutId));
  });

  it('keep a channel that is gone', async () => {
    await save({ ...laboratory, channel: { connectionId: 'c1', channelId: 'ch-1' } });
    channels = [];
    const { text } = await service.writeFile({}, context);
    expect(await take(text)).toEqual({ added: 0, changed: 0, same: 1 });
  });

  it('tell beforehand what they would do, and change those of the same name', async () => {
    await save(laboratory);
    const text = 'name;phone\nLaboratory;1\nWard 3;2\n';
    expect(await service.readFile({ text }, context)).toMatchObject({ added: 1, changed: 1, same: 0, faultCount: 0 });
    expect(await names()).toEqual(['Laboratory']);
    expect(await take(text)).toEqual({ added: 1, changed: 1, same: 0 });
    expect(summaries.at(-1)).toBe('added: 1; changed: 1; same: 0');
  });

  it('with a fault change nothing, and say where each one is', async () => {
    const text = [
      'name;kind;night;tested;channel;say',
      ';system;;;;',
      'A;robot;;;;',
      'B;;perhaps;;;',
      'C;;;2026-02-30;;',
      'D;;;;Results out;',
      'E;;;;;For 11887510050',
      `${'F'.repeat(121)};;;;;`,
      'G;;;;;',
      'g;;;;;',
    ].join('\n');
    const { faults } = await service.readFile({ text }, context);
    expect(faults.map(({ line, column, fault }) => [line, column, fault])).toEqual([
      [2, 'name', 'noName'],
      [3, 'kind', 'kind'],
      [4, 'night', 'night'],
      [5, 'tested', 'tested'],
      [6, 'channel', 'channel'],
      [7, null, 'number'],
      [8, 'name', 'value'],
      [10, 'name', 'twice'],
    ]);
    expect(JSON.stringify(faults)).not.toContain('11887510050');
    await expect(take(text)).rejects.toMatchObject({ code: 'BAD_INPUT', params: { line: 2, count: 8 } });
    expect(await names()).toEqual([]);
  });

  it.each([
    ['no column of names', 'phone\n1'],
    ['a column that nobody knows', 'name;fax\nA;1'],
  ])('with %s are refused at their head', async (_what, text) => {
    const { faults } = await service.readFile({ text }, context);
    expect(faults).toMatchObject([{ line: 1, fault: 'columns' }]);
  });
});
