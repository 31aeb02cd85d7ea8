import { readFileSync } from 'node:fs';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type EditStep, editStepsFile } from '../../src-shared/domain/edit-step.ts';

/**
 * The steps of a file.
 * @throws AppError BAD_INPUT naming the place of the first that is wrong, and no value
 */
export function readSteps(name: string): EditStep[] {
  const read = editStepsFile.safeParse(readJson(name));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const [index, ...rest] = issue?.path ?? [];
  const place = typeof index === 'number' ? `step ${index + 1}${rest.map((each) => `.${String(each)}`).join('')}` : '';
  throw new AppError(
    'BAD_INPUT',
    `${name} is no list of edit steps: ${place === '' ? 'the whole' : place} is not taken.`,
  );
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(readFileSync(name, 'utf8').replace(/^\ufeff/, '')) as unknown;
  } catch {
    // The reader of JSON quotes the file, which may hold a name.
    throw new AppError('BAD_INPUT', `${name} cannot be read as JSON.`);
  }
}
