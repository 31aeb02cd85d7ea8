import type { FormatNode, MaskKind } from '../../format.ts';

/** By component of the types that name a person (HL7 v2.9 chapter 2A); health personnel are people too. */
const componentKinds: Record<string, Record<number, MaskKind>> = {
  XPN: { 1: 'name', 2: 'name', 3: 'name', 4: 'name' },
  PN: { 1: 'name', 2: 'name', 3: 'name', 4: 'name' },
  XCN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
  CN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
  PPN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
  NDL: { 1: 'name' },
  CNN: { 1: 'id', 2: 'name', 3: 'name', 4: 'name' },
};

const wholeKinds: Record<string, MaskKind> = {
  XTN: 'phone',
  TN: 'phone',
  XAD: 'address',
  AD: 'address',
  HumanName: 'name',
  ContactPoint: 'phone',
  Address: 'address',
};

/** Names, numbers, addresses of anybody, where the type of a part above the value says so; else what the place itself is masked as. */
export function createPersonParts(): {
  kindOf(leaf: FormatNode, ancestors: readonly FormatNode[]): MaskKind | null;
} {
  return {
    kindOf(leaf, ancestors) {
      if (leaf.maskAs !== null) return leaf.maskAs;
      const line = [...ancestors, leaf];
      for (const [index, node] of line.entries()) {
        const type = node.dataType ?? '';
        const whole = wholeKinds[type];
        if (whole !== undefined) return isCode(leaf) ? null : whole;
        const byComponent = componentKinds[type];
        if (byComponent === undefined) continue;
        const part = line[index + 1];
        // Of a repeating field the repetition stands between; a field without components holds the first.
        if (part?.name.startsWith('[')) continue;
        return byComponent[part === undefined ? 1 : Number(part.name)] ?? null;
      }
      return null;
    },
  };
}

/** Kinds of use and equipment (`H`, `PRN`, `home`): codes, which tell nobody apart. */
function isCode(leaf: FormatNode): boolean {
  return leaf.dataType === 'ID' || leaf.dataType === 'IS' || leaf.dataType === 'code' || leaf.dataType === 'CS';
}
