import Hl7 from 'hl7-standard';
import type { HeaderFields } from './messages/message.ts';

/** One OBX as the transform steps need it; empty text where absent. */
export type ObservationFields = {
  setId: string;
  valueType: string;
  code: string;
  name: string;
  value: string;
  unit: string;
};

/** Reads simple fields of one HL7 v2 message. */
export type Hl7Reader = {
  field(path: string): string;
  observations(): ObservationFields[];
};

/**
 * Opens a message for reading.
 * @returns null when the text does not begin with an MSH segment or the library cannot read it
 */
export function readHl7(text: string): Hl7Reader | null {
  if (!text.startsWith('MSH')) return null;
  const document = new Hl7(text);
  try {
    document.transform();
  } catch {
    return null;
  }
  return {
    field: (path) => textOf(document.get(path)),
    observations: () =>
      document.getSegments('OBX').map((obx) => ({
        setId: textOf(obx.get('OBX.1')),
        valueType: textOf(obx.get('OBX.2')),
        code: textOf(obx.get('OBX.3.1')),
        name: textOf(obx.get('OBX.3.2')),
        value: textOf(obx.get('OBX.5')),
        unit: textOf(obx.get('OBX.6')),
      })),
  };
}

/** The acknowledgement a receiver sent: MSA-1, MSA-2 and MSA-3; null when there is no MSA. */
export function readAcknowledgement(text: string): { code: string; controlId: string; text: string } | null {
  const reader = readHl7(text);
  const code = reader?.field('MSA.1') ?? '';
  if (reader === null || code === '') return null;
  return { code, controlId: reader.field('MSA.2'), text: reader.field('MSA.3') };
}

/** What the engine keeps beside a message; null when it cannot be read. */
export function readHeaderFields(text: string): HeaderFields | null {
  const reader = readHl7(text);
  if (reader === null) return null;
  return {
    source: reader.field('MSH.4'),
    type: [reader.field('MSH.9.1'), reader.field('MSH.9.2')].filter((part) => part !== '').join('-'),
    version: reader.field('MSH.12'),
    controlId: reader.field('MSH.10'),
    patientId: reader.field('PID.3.1'),
    orderId: reader.field('OBR.2') || reader.field('ORC.2'),
    isUrgent: reader.field('OBR.27.6') === 'S' || reader.field('TQ1.9') === 'S' || reader.field('OBR.5') === 'S',
    eventAt: readTime(reader.field('MSH.7')),
  };
}

/** `yyyyMMddHHmm[ss]` read as UTC; null for anything else. */
function readTime(text: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The library gives text, an object of components, or null; the first component stands for a whole field. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return textOf(value[0]);
  if (typeof value === 'object' && value !== null) return textOf(Object.values(value)[0]);
  return '';
}
