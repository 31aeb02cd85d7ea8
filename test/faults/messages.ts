/** One message of a fault run: what was put into the engine, byte for byte. */
export type Planted = { controlId: string; patient: number; body: Buffer };

/**
 * Results of made-up patients with local numbers. `perPatient` on the average: those of one patient have to keep their order.
 * @param random 0..1
 */
export function plantMessages(
  count: number,
  { perPatient, random }: { perPatient: number; random: () => number },
): Planted[] {
  const patients = Math.max(1, Math.round(count / perPatient));
  return Array.from({ length: count }, (_, at) => {
    const controlId = `F${String(at + 1).padStart(6, '0')}`;
    const patient = Math.floor(random() * patients);
    const segments = [
      `MSH|^~\\&|ABL|FJORDSYK|BLODGASS|FJORDSYK|20261122101500+0100||ORU^R01|${controlId}|P|2.5`,
      `PID|1||L${String(patient + 1).padStart(7, '0')}^^^FJORDSYK^PI||Prøve^Pasient|||F`,
      `OBR|1|O-${at}|F-${at}|24338-6^Blood gas^LN|||20261122101000+0100||||||||||||||||||F`,
      `OBX|1|NM|2744-1^pH^LN||7.${String(at % 100).padStart(2, '0')}||7.35-7.45|L|||F`,
    ];
    return { controlId, patient, body: Buffer.from(`${segments.join('\r')}\r`) };
  });
}

/** mulberry32: the same seed, the same run. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
