import { ownValue } from '../../domain/own-value.ts';
import type { Receipt } from '../format.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { codeOf, textOf } from './kith-party.ts';

const outcomes: Record<string, Receipt['outcome']> = { '1': 'accepted', '2': 'rejected', '3': 'accepted-with-errors' };

/** What an application receipt says. Source: HIS 80415, code sets 8258 and 8221. */
export function readAppRec(root: XmlElement): Receipt {
  const status = codeOf(root, 'Status') ?? '';
  return {
    outcome: ownValue(outcomes, status) ?? 'unknown',
    status,
    refersTo: textOf(root, 'OriginalMsgId/Id'),
    errors: root.all('Error').map((error) => ({
      code: error.attribute('V') || null,
      severity: null,
      text: error.attribute('OT') || error.attribute('DN') || null,
    })),
  };
}

/** What an ebXML signal says, null when the envelope carries a message. A warning counts as an acknowledgement (ebMS 2.0 4.2.3). */
export function readSignal(header: XmlElement | null): Receipt | null {
  const message = header?.first('MessageHeader') ?? null;
  const list = header?.first('ErrorList') ?? null;
  const acknowledgment = header?.first('Acknowledgment') ?? null;
  const action = textOf(message, 'Action');
  if (list === null && acknowledgment === null && action !== 'Acknowledgment' && action !== 'MessageError') return null;
  const errors = (list?.all('Error') ?? []).map((error) => ({
    code: ebAttribute(error, 'errorCode'),
    severity: ebAttribute(error, 'severity'),
    text: textOf(error, 'Description'),
  }));
  const severity = (list === null ? null : ebAttribute(list, 'highestSeverity')) ?? '';
  return {
    outcome: outcomeOf({ isError: list !== null || action === 'MessageError', severity }),
    status: list === null ? (action ?? 'Acknowledgment') : severity || (action ?? ''),
    refersTo: textOf(acknowledgment, 'RefToMessageId') ?? textOf(message, 'MessageData/RefToMessageId'),
    errors,
  };
}

function outcomeOf({ isError, severity }: { isError: boolean; severity: string }): Receipt['outcome'] {
  if (!isError) return 'accepted';
  return severity.toLowerCase() === 'warning' ? 'accepted-with-errors' : 'rejected';
}

/** With or without the prefix of ebXML. */
function ebAttribute(element: XmlElement, name: string): string | null {
  return element.attributes.find((each) => each.name.replace(/^.*:/, '') === name)?.value || null;
}
