/** As a ref: what comes in the place of a step that had the focus takes it, once; without it the keyboard would be nowhere. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
