import { type EditStep, editStepsFile } from '../../../../src-shared/domain/edit-step.ts';

/** The steps as the file that the command line takes too (`edit --steps FILE`). */
export function writeSteps(steps: readonly EditStep[]): string {
  return `${JSON.stringify(steps, null, 2)}\n`;
}

/** Null when the text is no list of steps. */
export function readSteps(text: string): EditStep[] | null {
  try {
    const parsed = editStepsFile.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
