import { kindOfAddress } from '../../src-shared/domain/connection.ts';
import { createEngine, engineAdapters } from '../engines/index.ts';
import { osUserName } from '../platform/paths.ts';
import type { Clock, Logger, Notifications, OsKeyStore, ShellKind } from '../platform/ports.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { CoreLink } from './core-link.ts';
import { withCoreProcedures } from './core-procedures.ts';
import { openCore } from './core-server.ts';
import { type App, createApp } from './create-app.ts';
import { version } from './version.ts';

export type StartCoreOptions = {
  dataDir: string;
  /** For key files; never inside the data folder. */
  configDir: string;
  shell: ShellKind;
  clock: Clock;
  logger: Logger;
  isPracticeWanted: boolean;
  /** Null or absent: this shell has no key store of the operating system. */
  osKeyStore?: OsKeyStore | null;
  passphrase: string | null;
  notifications?: Notifications;
};

export type ShellCore = {
  link: CoreLink;
  /** Resolves when a core made by this process has started its engines, or knows that it cannot; never rejects. */
  ready: Promise<void>;
  /**
   * Resolves when this process may stop being the core without harm: no replay is being sent or confirmed.
   * An aborted `signal` ends the wait: what is under way is then settled by the next core.
   */
  whenIdle(signal: AbortSignal): Promise<void>;
};

const idleCheckMs = 250;

/**
 * What every shell does first: become the core of the data folder, with everything in it, or attach to it.
 * @throws AppError STORE_UNAVAILABLE
 */
export async function startCore(options: StartCoreOptions): Promise<ShellCore> {
  let app: App | null = null;
  const link = await openCore({
    dataDir: options.dataDir,
    shell: options.shell,
    async createApp(dataDir) {
      const store = await openAppStore(options, dataDir);
      app = await openApp(options, dataDir, store);
      return withCoreProcedures(app, store);
    },
  });
  const started = app as App | null;
  // A person takes longer to sign in than this takes; a command line that asks one thing does not wait for it.
  if (options.shell !== 'cli') void started?.warm();
  return {
    link,
    ready: started?.ready ?? Promise.resolve(),
    async whenIdle(signal) {
      while (!signal.aborted && link.role() === 'core' && (app?.status().busyReplays ?? 0) > 0)
        await options.clock.sleep(idleCheckMs, signal).catch(() => undefined);
    },
  };
}

function openAppStore(options: StartCoreOptions, dataDir: string): Promise<Store> {
  const { clock, logger, configDir, osKeyStore = null, passphrase } = options;
  return openStore({ dataDir, osKeyStore, keyFileDir: configDir, passphrase, clock, logger });
}

async function openApp(options: StartCoreOptions, dataDir: string, store: Store): Promise<App> {
  const { clock, logger, notifications = null, isPracticeWanted } = options;
  try {
    return await createApp({
      store,
      clock,
      logger,
      dataDir,
      notifications,
      osUserName: osUserName(),
      version,
      practice: isPracticeWanted ? {} : null,
      createEngine,
      readCertificate: (url, signal) => engineAdapters[kindOfAddress(url)].readCertificate({ url }, signal),
      // Opened by the shell that asked, which may be another process than this core.
      openWindow: () => undefined,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}
