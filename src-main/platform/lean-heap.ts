import { setFlagsFromString } from 'node:v8';

/**
 * Imported first by every entry that may be the core. A core makes much short-lived garbage (an engine's whole status every few seconds) and
 * keeps little; left alone, V8 lets its heap grow to half a gigabyte before it collects. Measured with 100 channels: 508 MB without, 260 MB with.
 */
setFlagsFromString('--optimize-for-size');
