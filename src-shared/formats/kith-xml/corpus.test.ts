import { describe, expect } from 'vitest';
import { type CorpusFile, createCorpus } from '../../../test/corpus.ts';
import { allLeaves, allNodes, expectInside } from '../../../test/formats.ts';
import type { MessageSummary } from '../format.ts';
import { detectFormat } from '../index.ts';
import { maskMessage } from '../shared/mask.ts';
import { decodeUtf8 } from '../shared/text-codec.ts';
import { kithXmlFormat } from './kith-xml-format.ts';

const options = { statedEncoding: null };
const corpus = createCorpus('kith', ['.xml']);
const amqp = createCorpus('kith', ['.json']);

const hospital = '89000010';
const laboratory = '89000011';
const surgery = '89000020';
const physician = '89000021';

type Expected = { type: string; sender: string | null; receiver: string | null; patient: string | null };

/** What the name of a file says of it. */
function expectedOf(name: string): Expected {
  if (name.startsWith('apprec'))
    return { type: `APPREC ${name[6]}.${name[7]}`, sender: surgery, receiver: hospital, patient: null };
  if (name.startsWith('ebxml')) {
    const type = name.includes('payload')
      ? 'SVAR_LAB'
      : name.includes('acknowledgment')
        ? 'Acknowledgment'
        : 'MessageError';
    return { type, sender: laboratory, receiver: physician, patient: null };
  }
  if (name.startsWith('msghead')) {
    const type = name.includes('avvik') ? 'DIALOG_AVVIK 1.0' : 'DIALOG_HELSEFAGLIG 1.1';
    return { type, sender: surgery, receiver: hospital, patient: 'fnr' };
  }
  const whole = {
    type: 'SVAR_LAB 1.4',
    sender: hospital,
    receiver: surgery,
    patient: name.includes('dnr') ? 'dnr' : 'fnr',
  };
  return name.startsWith('bad') ? { ...whole, sender: null, receiver: null, patient: null } : whole;
}

function expectedReceipt(name: string): { outcome: string; codes: string[] } | null {
  const code = /_(?:avvist|messageerror)_(\w+)\.xml$/.exec(name)?.[1];
  if (code !== undefined) return { outcome: 'rejected', codes: [code] };
  if (name.includes('delmelding')) return { outcome: 'accepted-with-errors', codes: ['X99'] };
  if (name.includes('warning')) return { outcome: 'accepted-with-errors', codes: ['OtherXml'] };
  return /apprec.*_ok|acknowledgment/.test(name) ? { outcome: 'accepted', codes: [] } : null;
}

const versions: Record<string, MessageSummary['version']> = {
  svar_02_endring_kalium: 'corrected',
  svar_03_kansellering: 'withdrawn',
  svar_15_foreloepig: 'preliminary',
};

/** The first id of its own that stands in the text, read without any of our code. */
function writtenId({ bytes }: CorpusFile): string | undefined {
  return /<(?:MsgId|eb:MessageId|Id)>([\w-]{12,})</.exec(decodeUtf8(bytes))?.[1];
}

describe('kith-xml corpus', () => {
  corpus.it('is known by its beginning', (files) => {
    for (const { name, bytes } of files) expect(detectFormat(bytes), name).toBe('kith-xml');
  });

  amqp.it('leaves what is said of a message on the bus to others', (files) => {
    for (const { name, bytes } of files) expect(kithXmlFormat.detect(bytes), name).toBe(0);
  });

  corpus.it('has id, type, parties and the kind of the patient’s number as the names say', (files) => {
    for (const file of files) {
      const { header, patient, version, receipt } = kithXmlFormat.summary(file.bytes, options);
      const expected = expectedOf(file.name);
      expect(header.messageControlId, file.name).toBe(writtenId(file));
      expect(
        { type: header.messageType, sender: header.sender, receiver: header.receiver, patient: patient?.kind ?? null },
        file.name,
      ).toEqual(expected);
      if (file.name.startsWith('svar')) expect(version, file.name).toBe(versions[file.name.slice(0, -4)] ?? 'final');
      expect(
        receipt === null ? null : { outcome: receipt.outcome, codes: receipt.errors.map(({ code }) => code) },
        file.name,
      ).toEqual(expectedReceipt(file.name));
      if (!file.name.startsWith('bad')) expect(header.messageAt, file.name).toBeGreaterThan(Date.UTC(2026, 2, 1));
    }
  });

  corpus.it('keeps every node inside the body and inside its parent, and every byte without an edit', (files) => {
    for (const { name, bytes } of files) {
      expectInside(kithXmlFormat.parse(bytes, options).nodes, [0, bytes.length]);
      const result = kithXmlFormat.splice(bytes, [], options);
      expect(result.kind === 'spliced' && Buffer.from(result.bytes).equals(bytes), name).toBe(true);
    }
  });

  corpus.it('hides the patient and shows the result and who sent it', (files) => {
    for (const { name, bytes } of files.filter((file) => file.name.startsWith('svar'))) {
      const parsed = kithXmlFormat.parse(bytes, options);
      const masked = maskMessage(bytes, parsed);
      const shown = [masked.text, ...allNodes(masked.nodes).map(({ text, meaning }) => `${text} ${meaning?.nb}`)].join(
        '\n',
      );
      const [fullName = '', number = ''] = ['Name', 'OffId'].map(
        (part) =>
          allLeaves(parsed.nodes).find(({ path }) => path === `/Message/ServReport/Patient/${part}`)?.text ?? '',
      );
      expect(fullName.length > 5 && number.length === 11, name).toBe(true);
      expect(shown.includes(fullName) || shown.includes(number), name).toBe(false);
      expect(shown, name).toContain('FIKTIVT SYKEHUS HF');
      expect(shown, name).toContain('<NumResultValue V="');
    }
  });

  corpus.it('locks what a report says, not who sends it to whom', (files) => {
    const report = files.find(({ name }) => name.startsWith('svar_02'));
    const leaves = allLeaves(kithXmlFormat.parse(report?.bytes ?? new Uint8Array(), options).nodes);
    const isClinical = (end: string) => leaves.find(({ path }) => path.endsWith(end))?.clinical;
    for (const end of [
      'NumResultValue/@V',
      'NumResultValue/@U',
      'RefInterval/Descr',
      'Investigation/Id/@V',
      'DevResultInd/@V',
      'ServReport/ServType/@V',
    ])
      expect(isClinical(end), end).toBe(true);
    for (const end of ['/Message/MsgId', 'Patient/OffId', 'Requester/HCP/Inst/Id', 'ServReq/Id'])
      expect(isClinical(end), end).toBe(false);
  });

  corpus.it('has a problem where a file is not well-formed, and none elsewhere', (files) => {
    for (const { name, bytes } of files) {
      const errors = kithXmlFormat.parse(bytes, options).problems.filter(({ severity }) => severity === 'error');
      expect(errors.length > 0, name).toBe(name.startsWith('bad'));
    }
  });

  corpus.it('is read without an exception wherever it is cut off', (files) => {
    const ofEachKind = ['svar_12', 'apprec11_03', 'msghead_02', 'ebxml_04'];
    for (const { name, bytes } of files.filter((file) => ofEachKind.some((start) => file.name.startsWith(start)))) {
      for (let end = 0; end < bytes.length - 2; end += 7) {
        const cut = bytes.subarray(0, end);
        const { nodes, problems } = kithXmlFormat.parse(cut, options);
        expectInside(nodes, [0, end]);
        kithXmlFormat.summary(cut, options);
        kithXmlFormat.measurements(cut, options);
        const findings = kithXmlFormat.validate(cut, { ...options, profiles: [], now: null });
        for (const { span } of [...problems, ...findings]) expect(span[1] <= end, `${name} ${end}`).toBe(true);
        expect(
          problems.some(({ severity }) => severity === 'error'),
          `${name} ${end}`,
        ).toBe(true);
      }
    }
  });
});
