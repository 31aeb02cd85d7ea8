import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deidentifyVerb } from './deidentify-verb.ts';
import { diffVerb } from './diff-verb.ts';
import { editVerb } from './edit-verb.ts';
import { inspectVerb } from './inspect-verb.ts';
import { validateVerb } from './validate-verb.ts';
import type { CliContext } from './verb.ts';

const message = 'MSH|^~\\&|LAB|HUS|EPJ|HUS|20261122||ORU^R01|C-1|P|2.5\rPID|1||01819012345^^^X^FNR||Nordmann^Kari\r';

let folder: string;
let printed: string[];
let explained: string[];
let written: Buffer;
let context: CliContext;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-files-'));
  [printed, explained, written] = [[], [], Buffer.alloc(0)];
  context = {
    environment: {},
    print: (line) => void printed.push(line),
    write(bytes) {
      written = Buffer.concat([written, bytes]);
    },
    explain: (line) => void explained.push(line),
    readInput: () => Promise.resolve(''),
    signal: new AbortController().signal,
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string | Buffer, name = 'a.hl7'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const lines = () => printed.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('inspect', () => {
  it('says of the patient the kind of number and no character of it', async () => {
    await inspectVerb.run([file(message)], context);
    expect(lines()[0]).toMatchObject({ patient: { kind: 'fnr', value: 'fnr •••••' } });
    expect(printed.join()).not.toContain('01819012345');
  });

  it('says what a receipt says, without the patient it quotes', async () => {
    const receipt = `${message.replace('ORU^R01', 'ACK')}MSA|AR|C-0\rERR|||204^Unknown key|E||||Nordmann is not here\r`;
    await inspectVerb.run([file(receipt)], context);
    expect(lines()[0]).toMatchObject({ status: 'AR', errors: [{ code: '204', severity: 'E' }] });
    expect(printed.join()).not.toContain('Nordmann');
  });
});

describe('validate', () => {
  it('prints findings and problems of each file, and exits 1 when one is an error', async () => {
    expect(await validateVerb.run([file('PID|1||7\r')], context)).toBe(1);
    expect(lines()[0]).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'hl7.header-missing' })]),
    });
  });

  it('applies a profile, and names only the places of a fix, whose texts are content', async () => {
    const rules = [{ id: 'sex', kind: 'required', path: 'PID-8' }];
    const profile = file(JSON.stringify({ name: 'Ward', format: 'hl7v2', rules }), 'p.json');
    const odd = file(message.replace('|P|2.5', '|p|2.5'));
    expect(await validateVerb.run(['--profile', profile, odd], context)).toBe(1);
    const { findings } = lines()[0] as { findings: { rule: string; path: string; fix: unknown }[] };
    expect(findings.map(({ path }) => path)).toContain('PID-8');
    const withFix = findings.filter(({ fix }) => fix !== null);
    expect(withFix.map(({ fix }) => fix)).toEqual([['MSH-11[1].1']]);
  });

  it('refuses a profile that is none, naming its file', () => {
    const profile = file('{"name":1}', 'p.json');
    expect(() => validateVerb.run(['--profile', profile, file(message)], context)).toThrow(/p\.json/);
  });
});

describe('edit', () => {
  it('writes the message with the values set and every other byte as it was', async () => {
    const latin = Buffer.from(`${message}ZZZ|\xe6\xf8\xe5\r`, 'latin1');
    expect(await editVerb.run(['--set', 'PID-5.1=Hansen', '--set', 'PID-8=F', file(latin)], context)).toBe(0);
    expect(written.toString('latin1')).toBe(latin.toString('latin1').replace('Nordmann^Kari', 'Hansen^Kari|||F'));
  });

  it('escapes a separator in a value, and refuses a place that cannot be set', async () => {
    await editVerb.run(['--set', 'PID-5.1=A|B', file(message)], context);
    expect(written.toString()).toContain('A\\F\\B^Kari');
    expect(await editVerb.run(['--set', 'MSH-2=x', file(message)], context)).toBe(1);
    expect(explained.join()).toContain('MSH-2: Only fields');
    expect(() => editVerb.run([file(message)], context)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});

describe('edit by steps', () => {
  const steps = (list: unknown) => ['--steps', file(JSON.stringify(list), 'steps.json')];
  const toAnna = { kind: 'set', path: 'PID-5[*].2', text: 'Anna' };

  it('does them one after the other, behind what is set', async () => {
    const isSet = { path: 'PID-8', is: 'equal', text: 'F' };
    const list = [
      { ...toAnna, when: [isSet] },
      { kind: 'move', from: 'PID-3[1].5', to: 'PID-3[1].6' },
    ];
    expect(await editVerb.run(['--set', 'PID-8=F', ...steps(list), file(message)], context)).toBe(0);
    expect(written.toString()).toBe(message.replace('^X^FNR||Nordmann^Kari', '^X^^FNR||Nordmann^Anna|||F'));
  });

  it('writes many messages to a folder, names those it cannot edit, and overwrites nothing', async () => {
    const list = steps([
      toAnna,
      { kind: 'map', path: 'MSH-3', table: [{ from: 'LAB', to: 'LAB2' }], otherwise: 'refuse' },
    ]);
    const out = join(folder, 'out');
    const names = [file(message), file(message.replace('|LAB|', '|RIS|'), 'b.hl7'), file('{"a":1}', 'c.json')];
    expect(await editVerb.run([...list, '--out', out, ...names], context)).toBe(1);
    expect(readdirSync(out)).toEqual([basename(names[0] ?? '')]);
    expect(readFileSync(join(out, readdirSync(out)[0] ?? ''), 'utf8')).toContain('|LAB2|HUS');
    expect(explained).toEqual([
      `${names[1]}: step 2, MSH-3: The value is not in the table.`,
      `${names[2]}: step 1, PID-5[*].2: This is no address in this format.`,
    ]);
    expect([...explained, ...printed].join()).not.toMatch(/Nordmann|Kari|01819012345/);
    expect(() => editVerb.run([...list, '--out', out, names[0] ?? ''], context)).toThrow(/there already/);
  });

  it('is wrongly called with several files and no folder, and with a file that holds no steps', () => {
    const list = steps([toAnna]);
    const isBad = expect.objectContaining({ code: 'BAD_INPUT' });
    expect(() => editVerb.run([...list, file(message), file(message, 'b.hl7')], context)).toThrow(isBad);
    expect(() => editVerb.run([...steps([toAnna, { kind: 'erase' }]), file(message)], context)).toThrow(/step 2\.kind/);
    expect(() => editVerb.run([...steps({}), file(message)], context)).toThrow(/the whole/);
    expect(() => editVerb.run(['--steps', file('Kari', 'k.json'), file(message)], context)).toThrow(/as JSON\.$/);
  });
});

describe('diff', () => {
  it('prints nothing and exits 0 for equal messages, also with other line ends', async () => {
    expect(await diffVerb.run([file(message), file(message.replaceAll('\r', '\n'), 'b.hl7')], context)).toBe(0);
    expect(printed).toEqual([]);
  });

  it('prints one line a place and masks the patient unless values are asked for', async () => {
    const files = [file(message), file(message.replace('Kari', 'Ola').replace('C-1', 'C-2'), 'b.hl7')];
    expect(await diffVerb.run([...files, '--ignore', 'MSH-10'], context)).toBe(1);
    expect(lines()).toEqual([expect.objectContaining({ kind: 'changed', path: 'PID-5[1].2', before: 'name ••' })]);
    printed = [];
    await diffVerb.run([...files, '--ignore', 'MSH-10', '--values'], context);
    expect(lines()[0]).toMatchObject({ before: 'Kari', after: 'Ola' });
  });
});

describe('diff of what others say of the patient', () => {
  it('masks a name in a remark too', async () => {
    const files = ['syk', 'frisk'].map((state) =>
      file(`${message}OBX|1|TX|X||Kari Nordmann er ${state}\r`, `${state}.hl7`),
    );
    expect(await diffVerb.run(files, context)).toBe(1);
    expect(lines()).toEqual([expect.objectContaining({ path: 'OBX-5', before: 'text ••••••••' })]);
    expect(printed.join()).not.toMatch(/Nordmann|Kari/);
  });
});

describe('deidentify', () => {
  it('writes a copy without the patient, the same for the same seed', async () => {
    const args = ['--seed', 's', '--shift-days=-7', file(message)];
    expect(await deidentifyVerb.run(args, context)).toBe(0);
    const copy = written.toString();
    expect(copy).not.toMatch(/Nordmann|Kari|01819012345/);
    written = Buffer.alloc(0);
    await deidentifyVerb.run(args, context);
    expect(written.toString()).toBe(copy);
  });

  it('refuses a body that it cannot read, writing nothing', () => {
    expect(() => deidentifyVerb.run([file('only words', 'a.txt')], context)).toThrow(/not known/);
    expect(written.length).toBe(0);
  });
});
