import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';

const folder = process.env.VAKTBORD_SPEC_PICTURES;

/** A picture for a person to look at, where `VAKTBORD_SPEC_PICTURES` names a folder; else nothing. */
export async function pictureOf(page: Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`) });
}
