import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupVerb } from './backup-verb.ts';
import { callVerb } from './call-verb.ts';
import { doctorVerb } from './doctor-verb.ts';
import { inspectVerb } from './inspect-verb.ts';
import { restoreVerb } from './restore-verb.ts';
import { serveVerb } from './serve-verb.ts';
import type { CliContext } from './verb.ts';

let folder: string;
let printed: string[];
let explained: string[];
let stop: AbortController;
let input: string;
let context: CliContext;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-cli-'));
  mkdirSync(join(folder, 'config'));
  [printed, explained, input] = [[], [], ''];
  stop = new AbortController();
  context = {
    environment: { VAKTBORD_DATA: join(folder, 'data'), VAKTBORD_CONFIG: join(folder, 'config') },
    print: (line) => void printed.push(line),
    write: () => undefined,
    explain: (line) => void explained.push(line),
    readInput: () => Promise.resolve(input),
    signal: stop.signal,
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const person = { name: 'Kari Vakt', secret: 'spec-password-1' };

async function makePerson(): Promise<string[]> {
  await callVerb.run(['accounts.createFirst', JSON.stringify(person), '--no-practice'], context);
  const secretFile = join(folder, 'secret');
  writeFileSync(secretFile, `${person.secret}\n`, { mode: 0o600 });
  printed = [];
  return ['--as', person.name, '--secret-file', secretFile, '--no-practice'];
}

describe('call', () => {
  it('prints the reply of a core it starts by itself, and exits 0', async () => {
    expect(await callVerb.run(['accounts.session', '--no-practice'], context)).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ ok: true, value: { firstRun: true, account: null } });
  });

  it('prints a failed reply and exits 1', async () => {
    expect(await callVerb.run(['no.such', '--no-practice'], context)).toBe(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
  });

  it('calls as a person, and refuses one who is signed out or has a wrong secret', async () => {
    const identity = await makePerson();
    expect(await callVerb.run(['accounts.list', ...identity], context)).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ value: { items: [{ name: person.name }] } });
    expect(await callVerb.run(['accounts.list', '--no-practice'], context)).toBe(1);
    expect(JSON.parse(printed[1] ?? '')).toMatchObject({ error: { code: 'SIGNED_OUT' } });
    writeFileSync(join(folder, 'secret'), 'another-password');
    await expect(callVerb.run(['accounts.list', ...identity], context)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('reads its input from standard input when that is a dash', async () => {
    input = JSON.stringify(person);
    expect(await callVerb.run(['accounts.createFirst', '-', '--no-practice'], context)).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ value: { account: { name: person.name } } });
  });

  it('says when others can read the secret file', async () => {
    const identity = await makePerson();
    const open = join(folder, 'open');
    writeFileSync(open, person.secret, { mode: 0o644 });
    await callVerb.run(['accounts.session', ...identity.with(3, open)], context);
    expect(explained.join()).toContain('0600');
  });

  it('is wrongly called without a name, with two inputs, with what is no JSON and with an unknown flag', async () => {
    const wrong = [
      [],
      ['a.b', '{}', '{}'],
      ['a.b', '{'],
      ['a.b', '{"x":{"$base64":"æ"}}'],
      ['a.b', '--what'],
      ['a.b', '--data'],
    ];
    for (const args of wrong) {
      await expect(callVerb.run(args, context)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
    await expect(callVerb.run(['a.b', '--as', 'x', '--no-practice'], context)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});

describe('serve', () => {
  it('says that it is ready, serves other calls and ends when asked to', async () => {
    const ready = Promise.withResolvers<void>();
    const served = serveVerb.run(['--no-practice'], { ...context, print: () => ready.resolve() });
    await ready.promise;
    expect(
      await callVerb.run(['accounts.session', '--no-practice'], { ...context, signal: new AbortController().signal }),
    ).toBe(0);
    stop.abort();
    expect(await served).toBe(0);
  });
});

describe('doctor', () => {
  it('names the key slots, and what it leaves out without a person', async () => {
    expect(await doctorVerb.run(['--no-practice'], context)).toBe(0);
    expect(printed[0]).toMatch(/^key slot: key-file, since \d{4}-\d\d-\d\d: /);
    expect(explained.join()).toContain('not tested');
  });

  it('tests a saved connection step by step and exits 1 when a step fails', async () => {
    const identity = await makePerson();
    const connection = {
      connectionId: null,
      engineKind: 'mirth',
      name: 'Closed port',
      environment: 'TEST',
      url: 'https://127.0.0.1:1/api',
      username: 'vakt',
      certificateFingerprint: null,
      ownCaPem: null,
      clientCertificatePem: null,
      readOnly: true,
      pollIntervalMs: 60_000,
      colour: 'blue',
      enabled: false,
    };
    const save = JSON.stringify({ requestId: 'doctor-test-1', connection, secrets: { password: 'x' } });
    expect(await callVerb.run(['connections.save', save, ...identity], context)).toBe(0);
    printed = [];
    expect(await doctorVerb.run(identity, context)).toBe(1);
    expect(printed.join('\n')).toMatch(/connection: Closed port \(TEST\).*\n {2}name +ok.*\n {2}tcp +failed/);
    expect(printed.join('\n')).toContain('127.0.0.1:1 refuses connections');
    expect(printed.join('\n')).not.toContain('engine.');
    printed = [];
    await doctorVerb.run([...identity, '--language', 'nn'], context);
    expect(printed.join('\n')).toContain('127.0.0.1:1');
    expect(printed.join('\n')).not.toContain('refuses connections');
    await expect(doctorVerb.run(['--language', 'de'], context)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    printed = [];
    expect(await doctorVerb.run([...identity, '--json'], context)).toBe(1);
    const found = printed.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(found[0]).toMatchObject({ keySlot: 'key-file' });
    expect(found[1]).toMatchObject({ connection: 'Closed port' });
    expect(JSON.stringify(found[1])).toContain('"messageKey":"engine.reason.connectionRefused"');
    expect(await doctorVerb.run([...identity, '--connection', 'Other'], context)).toBe(1);
  });
});

describe('inspect', () => {
  it('prints one JSON line per file with exactly the promised properties', async () => {
    const file = join(folder, 'a.hl7');
    writeFileSync(file, 'MSH|^~\\&|LAB|HUS|EPJ|HUS|20261122||ORU^R01|C-1|P|2.5\rOBX|1|NM|X||7\r');
    expect(await inspectVerb.run([file, '--json'], context)).toBe(0);
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toEqual({
      file,
      format: 'hl7v2',
      type: 'ORU^R01',
      messageControlId: 'C-1',
      sender: 'LAB / HUS',
      receiver: 'EPJ / HUS',
      patient: null,
      time: null,
      charset: { name: 'utf-8', reason: 'valid-utf-8' },
      status: null,
      errors: [],
      segments: 2,
      lossless: true,
      problems: expect.any(Array),
    });
  });

  it('reads an empty file, one of zeros and one of a megabyte, and exits 1 for one that is not there', async () => {
    const contents = [new Uint8Array(0), new Uint8Array(300), new Uint8Array(1024 * 1024).fill(0x41)];
    const files = contents.map((content, index) => {
      const file = join(folder, `odd-${index}`);
      writeFileSync(file, content);
      return file;
    });
    expect(await inspectVerb.run([...files, join(folder, 'missing')], context)).toBe(1);
    expect(printed.map((line) => (JSON.parse(line) as { lossless: boolean }).lossless)).toEqual([true, true, true]);
    expect(explained.join()).toContain('missing');
  });

  it('is wrongly called without a file', () => {
    expect(() => inspectVerb.run([], context)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});

describe('backup and restore', () => {
  it('bring the accounts into a new folder', async () => {
    const identity = await makePerson();
    const backup = join(folder, 'backup');
    expect(await backupVerb.run([backup], context)).toBe(0);
    const restored = join(folder, 'restored');
    expect(await restoreVerb.run([backup, '--data', restored], context)).toBe(0);
    printed = [];
    expect(await callVerb.run(['accounts.list', ...identity, '--data', restored], context)).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ value: { items: [{ name: person.name }] } });
  });

  it('bring the accounts to a machine that has the passphrase and no key file', async () => {
    const identity = await makePerson();
    const passphraseFile = join(folder, 'passphrase');
    writeFileSync(passphraseFile, 'riktig hest batteri stift\n', { mode: 0o600 });
    const slot = JSON.stringify({ slot: { kind: 'passphrase', passphrase: 'riktig hest batteri stift' } });
    expect(await callVerb.run(['settings.addKeySlot', slot, ...identity], context)).toBe(0);
    const backup = join(folder, 'backup');
    expect(await backupVerb.run([backup], context)).toBe(0);

    const restored = join(folder, 'restored');
    const elsewhere = { ...context.environment, VAKTBORD_CONFIG: join(folder, 'other-machine') };
    const restoreArgs = [backup, '--data', restored];
    expect(() => restoreVerb.run(restoreArgs, { ...context, environment: elsewhere })).toThrow(/passphrase/);
    const opened = { ...context, environment: { ...elsewhere, VAKTBORD_PASSPHRASE_FILE: passphraseFile } };
    expect(await restoreVerb.run(restoreArgs, opened)).toBe(0);
    printed = [];
    expect(await callVerb.run(['accounts.list', ...identity, '--data', restored], opened)).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ value: { items: [{ name: person.name }] } });
  });

  it('name a passphrase file that cannot be read, and one that is empty', async () => {
    for (const file of [join(folder, 'nowhere'), '/dev/null']) {
      const environment = { ...context.environment, VAKTBORD_PASSPHRASE_FILE: file };
      await expect(callVerb.run(['accounts.session', '--no-practice'], { ...context, environment })).rejects.toThrow(
        file,
      );
    }
  });

  it('refuse a folder that is not empty', async () => {
    await makePerson();
    await expect(backupVerb.run([folder], context)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await backupVerb.run([join(folder, 'backup')], context)).toBe(0);
    await expect(async () => restoreVerb.run([join(folder, 'backup')], context)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});
