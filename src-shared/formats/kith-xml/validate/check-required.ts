import { type KithDocument, listChildren, type Placed } from '../kith-document.ts';
import type { KithKind } from '../kith-namespace.ts';
import { type KithReport, standards, startPlace, valuePlace } from './kith-report.ts';

/** What must be in an element: a name, or names of which one must be there. By local name of the element. */
type Required = Record<string, readonly (string | readonly string[])[]>;

const messageHead = ['MIGversion', 'GenDate', 'MsgId'] as const;
const hcp = { ServProvider: ['HCP'], Requester: ['HCP'], CopyDest: ['HCP'], HCP: [['Inst', 'HCProf']] } as const;

/** By document and element. Source: the XML schemas of the newest versions; what an older version lets be missing is left out. */
const required: Partial<Record<KithKind, Required>> = {
  report: {
    ...hcp,
    Message: ['Type', ...messageHead],
    ServReport: ['ServType', 'IssueDate', 'Status', 'MsgDescr', 'ServProvider', 'Requester'],
    ServReq: ['Id'],
    Patient: ['OffId', 'TypeOffId'],
    AnalysedSubject: ['IdByServProvider'],
    NumResult: ['NumResultValue'],
    Investigation: ['Id'],
  },
  requisition: {
    ...hcp,
    Message: ['Type', ...messageHead],
    ServReq: ['ServType', 'IssueDate', 'MsgDescr', 'Id', 'ServProvider', 'Requester'],
    Patient: ['OffId', 'TypeOffId'],
    ReqInvestigation: ['ServType'],
    Investigation: ['Id'],
  },
  discharge: {
    ...hcp,
    Message: [...messageHead, 'ServRprt'],
    ServRprt: ['ServType', 'IssueDate', 'Status', 'MsgDescr', 'Patient', 'ServProvider', 'Requester'],
    ServReq: ['ServType', 'IssueDate', 'Id'],
    NumResult: ['NumResultValue'],
    Medication: ['DrugId', 'Status'],
    Diagnosis: ['Concept'],
  },
  referral: {
    ...hcp,
    Message: [...messageHead, 'ServReq'],
    ServReq: ['ServType', 'IssueDate', 'MsgDescr', 'Id', 'Patient', 'ServProvider', 'Requester', 'ReqServ'],
    ReqServ: ['ServType', 'Priority'],
    Diagnosis: ['Concept'],
  },
  dialogue: {
    Dialogmelding: [['Foresporsel', 'Notat']],
    Notat: ['TemaKodet'],
    Foresporsel: ['TypeForesp'],
  },
  msghead: {
    MsgHead: ['MsgInfo'],
    MsgInfo: ['Type', ...messageHead, 'Sender', 'Receiver'],
    Sender: ['Organisation'],
    Ident: ['Id', 'TypeId'],
    Document: ['RefDoc'],
    RefDoc: ['MsgType'],
  },
  apprec: {
    AppRec: ['MsgType', 'MIGversion', 'GenDate', 'Id', 'Sender', 'Receiver', 'Status', 'OriginalMsgId'],
    Sender: ['HCP'],
    Receiver: ['HCP'],
    HCP: [['Inst', 'HCProf']],
    OriginalMsgId: ['MsgType', 'IssueDate', 'Id'],
  },
  envelope: {
    Envelope: ['Header', 'Body'],
    Header: ['MessageHeader'],
    MessageHeader: ['From', 'To', 'CPAId', 'ConversationId', 'Service', 'Action', 'MessageData'],
    From: ['PartyId'],
    To: ['PartyId'],
    MessageData: ['MessageId', 'Timestamp'],
    Acknowledgment: ['RefToMessageId'],
  },
};

/** Required elements of one element. An element that is there but says nothing is reported as empty. */
export function checkRequired(placed: Placed, kind: KithDocument['kind'], report: KithReport): void {
  const wanted = required[kind];
  const name = placed.element.localName;
  if (wanted === undefined || !Object.hasOwn(wanted, name)) return;
  const children = listChildren(placed);
  const reference = standards[kind];
  for (const each of wanted[name] ?? []) {
    const names = typeof each === 'string' ? [each] : each;
    const found = children.find(({ element }) => names.includes(element.localName));
    if (found === undefined)
      report(
        startPlace(placed),
        typeof each === 'string'
          ? { rule: 'kith.element-missing', params: { element: each }, reference }
          : { rule: 'kith.choice-missing', params: { elements: each.join(', ') }, reference },
      );
    else if (isEmpty(found))
      report(startPlace(found), {
        rule: 'kith.element-empty',
        params: { element: found.element.localName },
        reference,
      });
  }
}

/** A code without V is reported as such; an element without text, attributes and elements says nothing. */
function isEmpty(placed: Placed): boolean {
  const { element } = placed;
  if (element.localName === 'Body' || element.children.length > 0) return false;
  return valuePlace(placed).text === '' && element.attributes.length === 0;
}
