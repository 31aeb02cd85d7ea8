import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';

/** Whether a person sees where the focus is: an outline, or a field's border in the accent colour. */
const isFocusShown = `(() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return false;
  const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
  const probe = document.createElement('i');
  probe.style.color = accent;
  document.body.append(probe);
  const accentColour = getComputedStyle(probe).color;
  probe.remove();
  const shown = [focused, focused.parentElement, focused.closest('.cm-editor')].filter(Boolean).map(getComputedStyle);
  return shown.some((style) => style.outlineStyle !== 'none' || style.borderTopColor === accentColour)
    || focused.matches('[role=dialog], main');
})()`;

const whatHasFocus = `(() => {
  const focused = document.activeElement;
  return focused ? focused.tagName + ' ' + (focused.getAttribute('aria-label') ?? focused.textContent ?? '').slice(0, 60) : '';
})()`;

export function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate(
    (element: unknown) => element === (Reflect.get(globalThis, 'document') as { activeElement: unknown }).activeElement,
  );
}

/** Nothing may leave the focus where nobody can see it. */
export async function seesFocus(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(isFocusShown), { message: `the focus is shown on ${await page.evaluate(whatHasFocus)}` })
    .toBe(true);
}

const mostSteps = 60;

/** By Tab alone, as far as it takes; every stop on the way shows the focus. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < mostSteps; step += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
    await seesFocus(page);
  }
  throw new Error(`${target} cannot be reached by ${key}.`);
}

/** By one key of a list, until the row asked for is there. */
export async function walkTo(page: Page, target: Locator, key: string): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    if ((await target.count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} cannot be reached by ${key}.`);
}
