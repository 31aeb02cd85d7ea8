import { describe, expect, it } from 'vitest';
import { findProcedure } from '../../src-shared/contract/index.ts';
import type { Procedure } from '../../src-shared/contract/procedure.ts';
import { createManualClock } from '../../test/fakes/manual-clock.ts';
import { auditActionOf, personOnly, reasonOf, searchTermsOf, summaryOf, targetOf } from './audit-facts.ts';
import { createSettledSearches } from './settled-searches.ts';

const ref = { connectionId: 'c1', channelId: 'adt', nativeId: '14' };
const actionOf = (name: string) => auditActionOf(name, findProcedure(name) as Procedure);

describe('auditActionOf', () => {
  it.each([
    ['accounts.signIn', 'security'],
    ['accounts.session', null],
    ['monitor.brake', 'command'],
    ['monitor.keepFresh', null],
    ['accounts.stillHere', null],
    ['message.get', null],
    ['message.readBody', 'view'],
    ['message.reveal', 'command'],
  ])('of %s is %s', (name, action) => {
    expect(actionOf(name)).toBe(action);
  });
});

describe('reasonOf', () => {
  it('has the reason of a call and why errors were let through', () => {
    const acceptedErrors = { reason: 'agreed by phone' };
    expect(reasonOf({ reason: 'ward asks', acceptedErrors })).toBe('ward asks | agreed by phone');
    expect(reasonOf({ acceptedErrors })).toBe('agreed by phone');
    expect(reasonOf({ acceptedErrors: null, steps: [] })).toBeNull();
  });
});

describe('personOnly', () => {
  it('names procedures that exist', () => {
    for (const name of personOnly) expect(findProcedure(name), name).not.toBeNull();
  });
});

describe('targetOf', () => {
  it.each([
    [{ ref, reason: 'x' }, 'c1/adt/14'],
    [{ connectionId: 'c1', channelId: 'adt', action: 'stop' }, 'c1/adt'],
    [{ failureId: 'c1/adt/14' }, 'c1/adt/14'],
    [{ scenarioId: 'receiver-down', isActive: true }, 'receiver-down'],
    [{ connection: { connectionId: 'c1', name: 'x' } }, 'c1'],
    [{ connection: { connectionId: null } }, null],
    [{}, null],
    [undefined, null],
    ['text', null],
  ])('of %j is %j', (input, target) => {
    expect(targetOf(input)).toBe(target);
  });

  it('is cut when an id is absurdly long', () => {
    expect(targetOf({ replayId: 'x'.repeat(10_000) })).toHaveLength(300);
  });
});

describe('summaryOf', () => {
  it('takes choices and leaves text and content behind', () => {
    const input = {
      action: 'stop',
      isActive: false,
      name: 'Kari',
      secret: 'x',
      text: 'PID|',
      filter: { text: 'Kari' },
    };
    expect(summaryOf(input)).toBe('action: stop; isActive: false');
  });
});

describe('searchTermsOf', () => {
  it('is the same whatever the page and the order of the terms', () => {
    const first = searchTermsOf({ text: 'a', kind: null, cursor: null, limit: 10 });
    expect(first).toEqual(searchTermsOf({ limit: 50, cursor: 'next', kind: undefined, text: 'a' }));
    expect(first?.kind).toBe('text');
    expect(first?.terms).not.toBe(searchTermsOf({ text: 'b' })?.terms);
  });

  it('is the same for a list and its counts', () => {
    const filter = { text: 'Kalium', channelId: 'adt', kind: null };
    expect(searchTermsOf({ filter, cursor: null, limit: 10 })).toEqual(searchTermsOf({ filter }));
  });

  it('is none where no text is looked for', () => {
    expect(searchTermsOf({ filter: { text: null, channelId: 'adt' } })).toBeNull();
    expect(searchTermsOf({ filter: { text: '' } })).toBeNull();
  });
});

describe('settled searches', () => {
  it('are new once, and again when nobody asked for ten minutes', () => {
    const clock = createManualClock();
    const searches = createSettledSearches({ clock });
    expect([searches.isNew('a'), searches.isNew('a'), searches.isNew('b')]).toEqual([true, false, true]);
    clock.advance(10 * 60_000 + 1);
    expect(searches.isNew('a')).toBe(true);
  });

  it('stay few: the oldest is forgotten', () => {
    const searches = createSettledSearches({ clock: createManualClock() });
    for (let index = 0; index <= 2000; index += 1) searches.isNew(`search ${index}`);
    expect(searches.isNew('search 2000')).toBe(false);
    expect(searches.isNew('search 0')).toBe(true);
  });
});
