import { basename, join } from 'node:path';
import { setHl7OverlayFolders } from '../platform/hl7-dictionaries.ts';
import { readHl7Overlays } from '../platform/hl7-overlays.ts';
import { defaultConfigDir } from '../platform/paths.ts';
import type { Logger } from '../platform/ports.ts';

/** A site's own HL7 names and tables: `hl7-overlays` of the configuration folder, then of the data folder. Broken files are named in the log. */
export function takeHl7Overlays(dataDir: string, logger: Pick<Logger, 'warn'>): void {
  const configDir = process.env.VAKTBORD_CONFIG || defaultConfigDir(process.env, process.platform);
  const folders = [configDir, dataDir].map((folder) => join(folder, 'hl7-overlays'));
  setHl7OverlayFolders(folders);
  for (const { file, reason } of readHl7Overlays(folders).problems)
    logger.warn('an HL7 overlay file is passed over', { file: basename(file), reason });
}
