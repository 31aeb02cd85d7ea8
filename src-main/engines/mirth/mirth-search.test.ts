import { describe, expect, it } from 'vitest';
import { filterXml, toMessageId } from './mirth-search.ts';

describe('filterXml', () => {
  it('sends only what is wanted', () => {
    expect(filterXml({})).toBe('<messageFilter/>');
    expect(filterXml({ originalId: 14n })).toBe(
      '<messageFilter><originalIdLower>14</originalIdLower><originalIdUpper>14</originalIdUpper></messageFilter>',
    );
  });

  it('names statuses by their class, as the engine demands', () => {
    const xml = filterXml({ statuses: ['ERROR'], minMessageId: 5n, maxMessageId: 60n, connectorIds: ['1'] });
    expect(xml).toBe(
      '<messageFilter><maxMessageId>60</maxMessageId><minMessageId>5</minMessageId><statuses><com.mirth.connect.donkey.model.message.Status>ERROR</com.mirth.connect.donkey.model.message.Status></statuses><includedMetaDataIds><int>1</int></includedMetaDataIds></messageFilter>',
    );
  });
});

describe('toMessageId', () => {
  it.each(['', '-1', '1.5', 'x', '1 or 1=1', '9'.repeat(19)])('refuses "%s"', (nativeId) => {
    expect(() => toMessageId(nativeId)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('keeps ids beyond the safe integers', () => {
    expect(toMessageId('900719925474099312')).toBe(900719925474099312n);
  });
});
