import { AppError } from '../../../src-shared/domain/app-error.ts';

/** The operation of that name. The lanes' types pair names with arguments; here, past the thread border, both are plain values. */
export function findOperation<Context>(operations: object, name: string): (context: Context, args: unknown) => unknown {
  const operation: unknown = Object.hasOwn(operations, name) ? Reflect.get(operations, name) : null;
  if (typeof operation !== 'function') throw new AppError('INTERNAL', `The store has no operation ${name}.`);
  return (context, args) => Reflect.apply(operation, operations, [context, args]);
}
