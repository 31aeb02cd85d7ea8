import type { XmlElement } from '../xml/xml-element.ts';

/** Who sends or receives. `name` of the organisation; `ids` of organisation, department and person, outermost first. */
export type KithParty = { name: string | null; ids: { type: string; id: string }[] };

const holders = ['HCP', 'Inst', 'HCProf', 'Organisation', 'Dept', 'HCPerson', 'HealthcareProfessional'];

/** The party below `Sender`, `ServProvider`, `CopyDest` and the like; null when the element is missing. */
export function readParty(element: XmlElement | null): KithParty | null {
  if (element === null) return null;
  const party: KithParty = { name: null, ids: [] };
  collect(element, party);
  return party;
}

function collect(element: XmlElement, party: KithParty): void {
  party.name ??= textOf(element, 'OrganisationName') ?? textOf(element, 'Name');
  const places = [element, ...element.all('Ident'), ...element.all('AdditionalId')];
  for (const place of places) {
    const id = textOf(place, 'Id');
    const type = place.first('TypeId') ?? place.first('Type');
    if (id !== null) party.ids.push({ id, type: type?.attribute('V') ?? '' });
  }
  for (const holder of element.children) if (holders.includes(holder.localName)) collect(holder, party);
}

/** HER-id of the organisation; else another id of it, else its name. */
export function labelParty(party: KithParty | null): string | null {
  const id = party?.ids.find(({ type }) => type === 'HER') ?? party?.ids[0];
  return id?.id ?? party?.name ?? null;
}

/** Trimmed text of a child, null when it is missing or blank. */
export function textOf(element: XmlElement | null, path: string): string | null {
  return element?.textAt(path)?.trim() || null;
}

/** Code of a child (`Type/@V`), null when it is missing or blank. */
export function codeOf(element: XmlElement | null, path: string): string | null {
  return element?.at(path)?.attribute('V')?.trim() || null;
}

/** A time of a child: as `@V` or as text, whichever the message uses. */
export function timeOf(element: XmlElement | null, path: string): string | null {
  return codeOf(element, path) ?? textOf(element, path);
}
