import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Route, Router } from 'wouter';
import { compareAddress, formAddress, formOf } from './compare-address.ts';

/** What a page gets to see of an address, by the router's own matching. */
function matched(path: string): { first: string; second: string } | null {
  const seen: { first: string; second: string }[] = [];
  renderToStaticMarkup(
    <Router hook={() => [path, () => undefined]}>
      <Route path="/compare/:first/:second">
        {(params) => {
          seen.push(params);
          return null;
        }}
      </Route>
    </Router>,
  );
  return seen[0] ?? null;
}

const aForm = (nativeId: string) =>
  ({ ref: { connectionId: 'a~/b', channelId: 'ø%', nativeId }, connectorId: '0', stage: 'raw' }) as const;

describe('compare addresses', () => {
  it('name the same form when read, whatever is in an id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        expect(formOf(formAddress(aForm(id)))).toEqual(aForm(id));
      }),
    );
  });

  it('reach the page as they were written, through the router', () => {
    for (const id of ['7', '50%', '%7E', '%25', 'a~b', 'a/b', 'æ ø å', '?#&+', '_5f']) {
      const params = matched(compareAddress(aForm(id), aForm('2')));
      expect(formOf(params?.first ?? '')).toEqual(aForm(id));
      expect(formOf(params?.second ?? '')).toEqual(aForm('2'));
    }
  });

  it('name nothing when a part is missing, unknown or broken', () => {
    for (const address of ['', 'a~b~c~0', 'a~b~c~0~nowhere', '_e0_a4~b~c~0~raw', '_zz~b~c~0~raw', '%41~b~c~0~raw'])
      expect(formOf(address)).toBeNull();
  });
});
