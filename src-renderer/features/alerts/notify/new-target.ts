import type { NotifyTarget } from '../../../../src-shared/domain/alerts/notify-settings.ts';

/** A target to be filled in; not sound before its address is. */
export function newTarget(kind: NotifyTarget['kind'], targetId: string): NotifyTarget {
  const common = {
    ...{ targetId, name: '', isOn: true, from: 'warning' as const, isForEscalation: false },
    language: 'nb' as const,
  };
  switch (kind) {
    case 'desktop':
      return { kind, ...common };
    case 'webhook':
      return { kind, ...common, url: '' };
    case 'email':
      return {
        ...{ kind, ...common, host: '', port: 465, security: 'tls', username: null },
        ...{ sender: '', recipients: [], ownCaPem: null },
      };
    default:
      return kind satisfies never;
  }
}
