import { describe, expect, it } from 'vitest';
import { allLeaves, allNodes } from '../../../test/formats.ts';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { fhirFormat } from './fhir-format.ts';

const options = { statedEncoding: null };

const bundle = {
  resourceType: 'Bundle',
  type: 'message',
  entry: [
    {
      fullUrl: 'https://lab.example/Patient/p1',
      resource: {
        resourceType: 'Patient',
        id: 'p1',
        text: { status: 'generated', div: '<div>Line Danser</div>' },
        identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: '13917600224' }],
        name: [{ use: 'official', family: 'Danser', given: ['Line'] }],
        gender: 'female',
        birthDate: '1976-11-13',
        generalPractitioner: [{ reference: 'Practitioner/d1', display: 'Rita Lin' }],
        extension: [{ url: 'http://example.org/e', valueString: 'noe' }],
      },
    },
    {
      fullUrl: 'urn:uuid:0b7a2c1e-0000-4000-8000-000000000001',
      resource: {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'urn:oid:2.16.578.1.12.4.1.1.7280', code: 'NPU03230', display: 'P-Kalium' }] },
        subject: { reference: 'Patient/p1', display: 'Line Danser', identifier: { value: '4711' } },
        performer: [{ reference: 'Organization/o1', display: 'Sykehuset' }],
        valueQuantity: { value: 5.1, unit: 'mmol/L' },
        note: [{ text: 'Hemolyse' }],
        colour: 'blue',
      },
    },
    { resource: { resourceType: 'Binary', contentType: 'application/pdf', data: 'JVBERi0=' } },
    { resource: { resourceType: 'Nothing', value: 'x' } },
  ],
};

const body = encodeUtf8(JSON.stringify(bundle, null, 2));
const nodes = allNodes(fhirFormat.parse(body, options).nodes);
const at = (path: string) => nodes.find((node) => node.path === path);

function reasonOf(path: string, text: string): string {
  const result = fhirFormat.splice(body, [{ path, text }], options);
  return result.kind === 'rejected' ? result.reason : result.kind;
}

describe('fhir format', () => {
  it('masks what is about the patient by what it is, and leaves the rest open', () => {
    const masks = Object.fromEntries(
      nodes.filter(({ maskAs }) => maskAs !== null).map(({ path, maskAs }) => [path.replace(/^entry/, ''), maskAs]),
    );
    expect(masks).toEqual({
      '[0].fullUrl': 'id',
      '[0].resource.id': 'id',
      '[0].resource.text.div': 'text',
      '[0].resource.identifier[0].value': 'fnr',
      '[0].resource.name[0].family': 'name',
      '[0].resource.name[0].given[0]': 'name',
      '[0].resource.birthDate': 'date',
      '[0].resource.extension[0].valueString': 'text',
      '[1].resource.subject.reference': 'id',
      '[1].resource.subject.display': 'name',
      '[1].resource.subject.identifier.value': 'id',
      '[1].resource.colour': 'text',
      '[2].resource.data': 'text',
      '[3].resource.resourceType': 'text',
      '[3].resource.value': 'text',
    });
  });

  it('locks what was found and what cannot be known, not who it is about or who did it', () => {
    const locked = allLeaves(nodes.filter(({ path }) => /^entry\[\d\]\.resource$/.test(path)))
      .filter(({ clinical }) => clinical)
      .map(({ path }) => path.replace(/^entry/, ''));
    expect(locked).toEqual([
      '[1].resource.status',
      '[1].resource.code.coding[0].system',
      '[1].resource.code.coding[0].code',
      '[1].resource.code.coding[0].display',
      '[1].resource.valueQuantity.value',
      '[1].resource.valueQuantity.unit',
      '[1].resource.note[0].text',
      '[1].resource.colour',
      '[2].resource.contentType',
      '[2].resource.data',
      '[3].resource.resourceType',
      '[3].resource.value',
    ]);
  });

  it('names places, data types, codes and kinds of content', () => {
    expect(at('entry[0]')?.label?.nb).toBe('Pasient');
    expect(at('entry[0].resource.name[0].family')).toMatchObject({ label: { nn: 'Etternamn' }, dataType: 'string' });
    expect(at('entry[0].resource.birthDate')).toMatchObject({ content: 'date', dataType: 'date' });
    expect(at('entry[1].resource.valueQuantity')).toMatchObject({ label: { en: 'Value' }, dataType: 'Quantity' });
    expect(at('entry[1].resource.status')?.meaning?.nb).toBe('endelig');
    expect(at('entry[1].resource.code.coding[0].code')?.meaning?.nb).toBe('P-Kalium');
    expect(at('entry[1].resource.note[0].text')?.content).toBe('free-text');
    expect(at('entry[2].resource.data')?.content).toBe('document');
    expect(at('entry[0].resource')?.dataType).toBe('Patient');
  });

  it('adds only what FHIR knows at the place, in the form it has there', () => {
    expect(reasonOf('entry[0].resource.telecom[0].value', '22334455')).toBe('spliced');
    expect(reasonOf('entry[0].resource.active', 'true')).toBe('spliced');
    expect(reasonOf('entry[0].resource.active', 'yes')).toBe('not-editable');
    expect(reasonOf('entry[0].resource.brithDate', '1976-11-13')).toBe('no-such-path');
    expect(reasonOf('entry[0].resource.telecom.value', '22334455')).toBe('no-such-path');
    expect(reasonOf('entry[0].resource.maritalStatus', 'x')).toBe('no-such-path');
  });

  it('refuses an empty text with the reason', () => {
    const result = fhirFormat.splice(body, [{ path: 'entry[0].resource.birthDate', text: '' }], options);
    expect(result).toMatchObject({ reason: 'not-editable', message: expect.stringContaining('no empty text') });
  });

  it('never throws, cut off at every byte', () => {
    for (let length = 0; length < body.length; length += 1) {
      const cut = body.subarray(0, length);
      const { problems } = fhirFormat.parse(cut, options);
      expect(problems.length, String(length)).toBeGreaterThan(0);
      fhirFormat.summary(cut, options);
      fhirFormat.measurements(cut, options);
      fhirFormat.validate(cut, { ...options, profiles: [], now: null });
    }
  });
});
