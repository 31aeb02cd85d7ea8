import {
  defaultNotifySettings,
  type NotifySettings,
  notifySettings,
} from '../../../../src-shared/domain/alerts/notify-settings.ts';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { JournalStore, SecretsFile } from '../../../store/store.ts';

/** By target; absent keeps what is stored, null removes it. */
export type TargetSecrets = Record<string, string | null>;

/** Whom to tell and how, held in memory; tokens and passwords lie with the secrets of connections and come out only to be used. */
export async function createNotifyShelf(deps: { settings: JournalStore['settings']; secrets: SecretsFile }) {
  const stored = await deps.settings.get('installation', 'alert-notifications');
  let settings = readKept(stored);
  const fileKey = (targetId: string): string => `alert-target/${targetId}`;
  return {
    current: (): NotifySettings => settings,
    secretOf: async (targetId: string): Promise<string | null> =>
      (await deps.secrets.read(fileKey(targetId)))?.secret ?? null,
    async hasSecret(targetId: string): Promise<boolean> {
      return (await deps.secrets.read(fileKey(targetId))) !== null;
    },
    /** @throws AppError BAD_INPUT */
    async save(next: NotifySettings, secrets: TargetSecrets): Promise<void> {
      refuseUnsound(next);
      const kept = new Set(next.targets.map(({ targetId }) => targetId));
      for (const { targetId } of settings.targets) {
        if (!kept.has(targetId)) await deps.secrets.write(fileKey(targetId), null);
      }
      for (const [targetId, secret] of Object.entries(secrets)) {
        if (kept.has(targetId)) await deps.secrets.write(fileKey(targetId), secret === null ? null : { secret });
      }
      await deps.settings.put('installation', 'alert-notifications', JSON.stringify(next));
      settings = next;
    },
  };
}

export type NotifyShelf = Awaited<ReturnType<typeof createNotifyShelf>>;

function refuseUnsound({ targets }: NotifySettings): void {
  if (new Set(targets.map(({ targetId }) => targetId)).size < targets.length)
    throw new AppError('BAD_INPUT', 'Two targets have one id.', { messageKey: 'alerts.refused.targets' });
  const isOpen = targets.some(
    (target) => target.kind === 'email' && target.security === 'none' && !isOwnMachine(target.host),
  );
  if (isOpen)
    throw new AppError('BAD_INPUT', 'Mail without TLS goes to this machine only. Choose TLS or STARTTLS.', {
      messageKey: 'alerts.refused.openMail',
    });
}

function isOwnMachine(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host);
}

function readKept(text: string | null): NotifySettings {
  if (text === null) return defaultNotifySettings;
  return notifySettings.safeParse(JSON.parse(text)).data ?? defaultNotifySettings;
}
