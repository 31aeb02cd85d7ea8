import type { Incident } from '../../../src-shared/domain/duty/incident.ts';
import type { Text } from '../../locales/use-text.ts';

export const incidentViews = ['open', 'resolved'] as const;
export type IncidentsView = (typeof incidentViews)[number];

/** What it is about in a line: a person's title, else what the alert found. */
export function subjectOf({ title, subject }: Pick<Incident, 'title' | 'subject'>, text: Text): string {
  if (title !== null) return title;
  return subject === null ? text('incidents.gone') : `${subject.name}: ${text.from(`alerts.kind.${subject.kind}`)}`;
}
