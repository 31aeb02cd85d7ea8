/** HL7 v2 text by position, for steps that change a field and for answers. Only `|^~\&` messages are changed. */

/** The value of a component; both 1-based, MSH-1 being the separator itself. Empty text when absent. */
export function componentAt(segment: string, field: number, component: number): string {
  return fieldAt(segment, field).split('^')[component - 1] ?? '';
}

/** A whole field as text, e.g. `a^b~c`. */
export function fieldAt(segment: string, field: number): string {
  const fields = segment.split('|');
  const index = segment.startsWith('MSH|') ? field - 1 : field;
  return fields[index] ?? '';
}

/** The segment with one component replaced; missing fields and components before it are made empty. */
export function withComponent(segment: string, position: { field: number; component: number }, value: string): string {
  const fields = segment.split('|');
  const index = segment.startsWith('MSH|') ? position.field - 1 : position.field;
  while (fields.length <= index) fields.push('');
  const components = (fields[index] ?? '').split('^');
  while (components.length < position.component) components.push('');
  components[position.component - 1] = value;
  fields[index] = components.join('^');
  return fields.join('|');
}

/** Applies `change` to every segment of a type, leaving all others as they are. */
export function mapSegments(text: string, type: string, change: (segment: string) => string): string {
  return text
    .split('\r')
    .map((segment) => (segment.startsWith(`${type}|`) ? change(segment) : segment))
    .join('\r');
}

/** `yyyyMMddHHmmss` in UTC. */
export function hl7Time(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-T:]|\..*$/g, '');
}

export type AckInput = {
  code: 'AA' | 'AE' | 'AR';
  controlId: string;
  ackControlId: string;
  text: string;
  time: string; // MSH-7 as text
  sender: string; // MSH-3 and MSH-4, e.g. `ENGINE|HOSP`
  receiver: string; // MSH-5 and MSH-6
  triggerEvent: string;
};

/** An acknowledgement as the engine and the receivers write it. */
export function composeAck(input: AckInput): string {
  const type = input.triggerEvent === '' ? 'ACK' : `ACK^${input.triggerEvent}^ACK`;
  const msa = ['MSA', input.code, input.controlId, ...(input.text === '' ? [] : [input.text])].join('|');
  return `MSH|^~\\&|${input.sender}|${input.receiver}|${input.time}||${type}|${input.ackControlId}|P|2.5.1\r${msa}\r`;
}
