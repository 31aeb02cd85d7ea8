import type { ErrorShape } from '../../src-shared/domain/app-error.ts';

/** A refused or failed call as an exception, for the query library, which knows no errors as data. */
export class CallError extends Error {
  readonly shape: ErrorShape;

  constructor(shape: ErrorShape) {
    super(shape.message);
    this.name = 'CallError';
    this.shape = shape;
  }
}
