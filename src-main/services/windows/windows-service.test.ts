import { afterEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';

let test: TestApp;
afterEach(() => test.remove());

describe('windows.open', () => {
  it('opens the address in the shell', async () => {
    const opened: string[] = [];
    test = await openTestApp({ openWindow: (address) => void opened.push(address) });
    expect(await test.must('windows.open', { address: '/failures/c1' })).toEqual({ done: true });
    expect(opened).toEqual(['/failures/c1']);
  });

  it('is refused where the shell opens no windows', async () => {
    test = await openTestApp();
    expect(await test.call('windows.open', { address: '/failures' })).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN', messageKey: 'errors.noWindows' },
    });
  });

  it('refuses every address that leads out of the console', async () => {
    const opened: string[] = [];
    test = await openTestApp({ openWindow: (at) => void opened.push(at) });
    for (const address of ['https://elsewhere.example', '//elsewhere.example', 'failures', '/x?name=kari', '/a b']) {
      expect(await test.call('windows.open', { address }), address).toMatchObject({
        ok: false,
        error: { code: 'BAD_INPUT' },
      });
    }
    expect(opened).toEqual([]);
  });
});
