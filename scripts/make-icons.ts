import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumFlags, findChromium } from './find-chromium.ts';

/** Draws the icons of packages and tray from the page's own sign. Run by hand when that changes. */
const root = join(import.meta.dirname, '..');
const sizes = { 'icon.png': 512, 'tray.png': 32 };
const sign = readFileSync(join(root, 'src-renderer', 'public', 'favicon.svg'), 'utf8');
const folder = join(root, 'resources', 'icons');

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumFlags });
for (const [name, size] of Object.entries(sizes)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${sign}`);
  await page.screenshot({ path: join(folder, name), omitBackground: true });
}
await browser.close();
