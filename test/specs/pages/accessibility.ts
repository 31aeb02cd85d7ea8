import axe from 'axe-core';
import type { Page } from 'playwright';

const { source } = axe;
const run = `(async () => {
  if (!globalThis.axe) { ${source} }
  const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')));
})()`;

/** Serious and critical findings of axe-core on what is on screen, one line each. */
export async function severeFindings(page: Page): Promise<string[]> {
  // The page's own policy lets no foreign script in; the debugger's evaluation is not bound by it.
  const session = await page.context().newCDPSession(page);
  try {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: run,
      awaitPromise: true,
      returnByValue: true,
      allowUnsafeEvalBlockedByCSP: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as string[];
  } finally {
    await session.detach();
  }
}
