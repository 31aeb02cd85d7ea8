import type { Locator } from 'playwright';
import type { Screen } from '../main-path/actions.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { editPage } from './actions.ts';

/** Addresses of what will change, in the order shown. */
export async function changedPlaces(screen: Screen): Promise<string[]> {
  const rows = editPage(screen)
    .getByRole('region', { name: screen.text('edit.difference') })
    .locator('tbody tr td:first-child .mono');
  return (await rows.allTextContents()).map((each) => each.trim());
}

/** The problems that the edit made, as they stand at the head of the list. */
export function newProblems(screen: Screen): Promise<string[]> {
  return editPage(screen).locator('li[data-new]').allTextContents();
}

export function sendButton({ text }: Screen, dialog: Locator): Locator {
  return dialog.getByRole('button', { name: text('replay.plan.send_one', { target: passThrough.receiverName }) });
}

export function saveButton(screen: Screen): Locator {
  return editPage(screen).getByRole('button', { name: screen.text('edit.save') });
}
