/** One line of a hex view: `0000a1b0`, sixteen bytes in two groups, and a dot for whatever is not printable ASCII. */
export function formatHexRow(at: number, bytes: Uint8Array): { offset: string; bytes: string; ascii: string } {
  const offset = at.toString(16).padStart(8, '0');
  const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  const groups = [pairs.slice(0, 8).join(' '), pairs.slice(8).join(' ')];
  const ascii = [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
  return { offset, bytes: groups.join('  ').padEnd(48), ascii };
}
