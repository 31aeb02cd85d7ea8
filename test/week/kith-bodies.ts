import type { Person } from '../../src-main/practice-engine/traffic/persons.ts';

/** Parties by HER-id. `receiver`: whom this message goes to; `requester`: who ordered; `copies`: who else gets a message of their own. `at` ms UTC. */
export type KithDraft = {
  id: string;
  at: number;
  sender: string;
  receiver: string;
  person: Person;
  order: string;
  report: string;
  requester: string;
  copies: readonly string[];
  isUrgent: boolean;
};

type Answer = { status: 'F' | 'P'; service: 'N' | 'M' | 'C' };

export function answerBody(draft: KithDraft, { status, service }: Answer): string {
  const { order, report, requester, copies, sender } = draft;
  return msgHead(
    draft,
    'SVAR_LAB',
    `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15"><ServReport><ServType V="${service}"/><IssueDate V="${timeOf(draft.at)}"/>` +
      `<Status V="${status}"/><ServProvId>${report}</ServProvId><ServReq><Id>${order}</Id></ServReq>` +
      `<Patient>${'<ResultItem><NumResult><NumResultValue V="4.1" U="mmol/L"/></NumResult><Investigation><Id V="NPU03230"/></Investigation></ResultItem>'.repeat(2)}</Patient>` +
      `<ServProvider>${hcp(sender)}</ServProvider><Requester>${hcp(requester)}</Requester>${copies.map((id) => `<CopyDest>${hcp(id)}</CopyDest>`).join('')}</ServReport></Message>`,
  );
}

export function requisitionBody(draft: KithDraft): string {
  const { order, requester, copies, receiver, isUrgent } = draft;
  return msgHead(
    draft,
    'REK_LAB',
    `<Message xmlns="http://www.kith.no/xmlstds/rekvisisjon/2012-02-15"><ServReq><ServType V="N"/><IssueDate V="${timeOf(draft.at)}"/><Id>${order}</Id>` +
      `<RequestedPrioReport V="${isUrgent ? 'OHJELP' : 'NORM'}"/><ServProvider>${hcp(receiver)}</ServProvider>` +
      `<Requester>${hcp(requester)}</Requester>${copies.map((id) => `<CopyDest>${hcp(id)}</CopyDest>`).join('')}</ServReq></Message>`,
  );
}

export function letterBody(draft: KithDraft): string {
  return msgHead(
    draft,
    'EPIKRISE',
    `<Message xmlns="http://www.kith.no/xmlstds/epikrise/2012-02-15"><ServRprt><ServType V="N"/><IssueDate V="${timeOf(draft.at)}"/><Status V="F"/></ServRprt></Message>`,
  );
}

/** `status`: 1 accepted, 2 rejected. */
export function appRecBody(draft: KithDraft, about: { id: string; at: number }, status: '1' | '2'): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<AppRec xmlns="http://www.kith.no/xmlstds/apprec/2012-02-15"><MsgType V="APPREC"/>` +
    `<GenDate>${timeOf(draft.at)}</GenDate><Id>${draft.id}</Id><Sender>${hcp(draft.sender)}</Sender><Receiver>${hcp(draft.receiver)}</Receiver>` +
    `<Status V="${status}"/>${status === '2' ? '<Error S="2.16.578.1.12.4.1.1.8221" V="E10"/>' : ''}` +
    `<OriginalMsgId><MsgType V="SVAR_LAB"/><IssueDate>${timeOf(about.at)}</IssueDate><Id>${about.id}</Id></OriginalMsgId></AppRec>`
  );
}

function msgHead({ id, at, sender, receiver, person }: KithDraft, type: string, content: string): string {
  const { given, family, nationalNumber } = person;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24"><MsgInfo><Type V="${type}"/>` +
    `<GenDate>${timeOf(at)}</GenDate><MsgId>${id}</MsgId><Sender>${organisation(sender)}</Sender><Receiver>${organisation(receiver)}</Receiver>` +
    `<Patient><FamilyName>${family}</FamilyName><GivenName>${given}</GivenName><Ident><Id>${nationalNumber}</Id><TypeId V="FNR"/></Ident></Patient></MsgInfo>` +
    `<Document><RefDoc><MsgType V="XML"/><Content>${content}</Content></RefDoc></Document></MsgHead>`
  );
}

const hcp = (id: string) =>
  `<HCP><Inst><Name>Enhet ${id}</Name><Id>${id}</Id><TypeId V="HER" DN="HER-id"/></Inst></HCP>`;
const organisation = (id: string) =>
  `<Organisation><OrganisationName>Enhet ${id}</OrganisationName><Ident><Id>${id}</Id><TypeId V="HER" DN="HER-id"/></Ident></Organisation>`;

/** Local time of Norway in winter. */
function timeOf(at: number): string {
  return `${new Date(at + 3_600_000).toISOString().slice(0, 19)}+01:00`;
}
