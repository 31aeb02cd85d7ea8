import { Hl7Message } from '@medplum/core';
import Hl7 from 'hl7-standard';
import { Message } from 'node-hl7-client';
import { openHl7 } from '../../src-shared/formats/hl7v2/hl7-document.ts';
import { PlaceList, readAll, readFirst } from '../../src-shared/formats/hl7v2/hl7-values.ts';
import { IdSet } from '../../src-shared/formats/hl7v2/segment-code.ts';

/** Reads MSH-9, MSH-10, PID-3.1 and every OBX-3.1 and OBX-5.1 of the first message; throws where it cannot read the body. */
export type Hl7Reader = { name: string; read(bytes: Uint8Array): string[] };

const utf8 = new TextDecoder();

const [headers, patients, results] = [new IdSet(['MSH']), new IdSet(['PID']), new IdSet(['OBX'])];
const headerPlaces = new PlaceList([{ field: 9, component: 0 }, { field: 10 }]);
const patientPlaces = new PlaceList([{ field: 3 }]);
const resultPlaces = new PlaceList([{ field: 3 }, { field: 5 }]);

export const ourReader: Hl7Reader = {
  name: 'vaktbord',
  read(bytes) {
    const document = openHl7(bytes, { statedEncoding: null });
    const values: string[] = [];
    readFirst(document, headers, headerPlaces, values);
    readFirst(document, patients, patientPlaces, values);
    readAll(document, results, resultPlaces, values);
    return values;
  },
};

export const otherReaders: readonly Hl7Reader[] = [
  {
    name: '@medplum/core',
    read(bytes) {
      const message = Hl7Message.parse(utf8.decode(bytes));
      const header = message.getSegment('MSH');
      const values = [
        header?.getField(9)?.toString() ?? '',
        header?.getComponent(10, 1) ?? '',
        message.getSegment('PID')?.getComponent(3, 1) ?? '',
      ];
      for (const result of message.getAllSegments('OBX'))
        values.push(result.getComponent(3, 1), result.getComponent(5, 1));
      return values;
    },
  },
  {
    name: 'hl7-standard',
    read(bytes) {
      const message = new Hl7(utf8.decode(bytes));
      message.transform();
      const values = [
        message.get('MSH.9'),
        message.get('MSH.10'),
        message.getSegments('PID')[0]?.get('PID.3.1'),
        ...message.getSegments('OBX').flatMap((result) => [result.get('OBX.3.1'), result.get('OBX.5.1')]),
      ];
      return values.map(asText);
    },
  },
  {
    name: 'node-hl7-client',
    read(bytes) {
      const message = new Message({ text: utf8.decode(bytes) });
      const values = [message.get('MSH.9').toRaw(), message.get('MSH.10').toString()];
      values.push(message.get('PID.3.1').toString());
      for (const result of message.get('OBX').toArray())
        values.push(result.get('OBX.3.1').toString(), result.get('OBX.5.1').toString());
      return values;
    },
  },
];

/** It gives a field with parts as an object, and nothing for what is not there. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}
