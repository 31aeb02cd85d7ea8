import type { TimelineEntry } from './timeline.ts';

/** What a line of the timeline says, in the language of `text`. Who did it and their words stand beside it. */
export function entrySentence(
  { kind, facts }: Pick<TimelineEntry, 'kind' | 'facts'>,
  text: (key: string, params?: Record<string, string | number>) => string,
): string {
  switch (kind) {
    case 'alert-fired':
    case 'alert-worsened':
    case 'alert-acknowledged':
    case 'alert-resolved':
      return text(`incident.entry.${kind}`, { ...facts, rule: text(`alerts.kind.${facts.rule}`) });
    case 'braked':
      return text(`incident.entry.braked.${facts.action}`, { ...facts, state: text(`channelState.${facts.state}`) });
    case 'run':
      return text('incident.entry.run', { ...facts, state: text(`runs.state.${facts.state}`) });
    case 'replay':
      return text('incident.entry.replay', { ...facts, state: text(`replayState.${facts.state}`) });
    case 'assigned':
      return facts.owner === '' ? text('incident.entry.assigned.nobody') : text('incident.entry.assigned', facts);
    case 'severity':
      return text('incident.entry.severity', { severity: text(`severity.${facts.severity}`) });
    case 'facts':
      return text('incident.entry.facts', { harm: text(`incident.harm.${facts.harm}`) });
    case 'linked':
      return text(`incident.entry.linked.${facts.what}`, facts);
    case 'check-done':
    case 'check-undone':
      return text(`incident.entry.${kind}`, { check: text(`incident.check.${facts.check}`) });
    default:
      return text(`incident.entry.${kind}`, facts);
  }
}
