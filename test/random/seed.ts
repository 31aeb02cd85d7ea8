import fc from 'fast-check';

/**
 * Property tests take the same cases each time, so that a run tells of the change and not of its luck. `VAKTBORD_SEED=random` takes
 * new ones, a whole number those of that seed: what such a run finds becomes an example of its test.
 */
const wanted = process.env.VAKTBORD_SEED ?? '20261126';
if (wanted !== 'random') {
  const seed = Number(wanted);
  if (!Number.isSafeInteger(seed)) throw new Error('VAKTBORD_SEED takes a whole number or "random"');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
