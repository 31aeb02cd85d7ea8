import type { Page } from 'playwright';

const rawPatterns: readonly RegExp[] = [
  /\bundefined\b/,
  /\bNaN\b/,
  /\[object /,
  /\{\{|\}\}/,
  /\bInvalid Date\b/,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i,
  new RegExp(
    `\\b(${[
      'accounts|app|audit|band|brake|channelState|charset|connections|connector|edit|editMany|engine|engineState|environment',
      'error|failureKind|failures|groupKind|groups|hazard|keys|message|monitor|nav|overview|palette|practice|problem|replay|replayState',
      'role|settings|severity|ui|waiting|why|windows',
    ].join('|')})\\.[a-z][A-Za-z]+(\\.[A-Za-z-]+)*\\b`,
  ),
];

/** What only a programmer could read on screen, each with a few words around it: keys, ids, values that are none. */
export async function rawTexts(page: Page): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts, as lines
  const shown = (await page.locator('body').innerText()).replace(/https?:\/\/\S+/g, '');
  return rawPatterns.flatMap((pattern) => {
    const found = pattern.exec(shown);
    return found ? [shown.slice(Math.max(0, found.index - 30), found.index + found[0].length + 30)] : [];
  });
}
