import type { BodyPlace } from '../../../../src-shared/contract/message-body.ts';

type Body = {
  sizeBytes: number;
  /** Which row holds that byte. */
  rowOf(byte: number): Promise<number>;
};

/**
 * Where in the bytes a place of the text is. Exact to the row; in it a character is taken for one byte, so it is a little early behind longer ones.
 * It asks about log2 of the size times.
 */
export async function findByteOf({ row, column }: BodyPlace, { sizeBytes, rowOf }: Body): Promise<number> {
  let before = 0;
  let end = sizeBytes;
  while (before < end) {
    const middle = Math.floor((before + end) / 2);
    if ((await rowOf(middle)) < row) before = middle + 1;
    else end = middle;
  }
  return Math.max(0, Math.min(before + column, sizeBytes - 1));
}
