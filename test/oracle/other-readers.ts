import { createRequire } from 'node:module';
import { Hl7Message } from '@medplum/core';
import { Message } from 'node-hl7-client';
import { createValues, isHeader, type Values } from './values.ts';

/** Another library, asked for everything it finds in a body. @throws what the library throws where it cannot read it */
export type OtherReader = { name: string; read(bytes: Uint8Array): Values };

type Tree = string | Tree[] | { [key: string]: Tree } | null;
type Transformed = Record<string, { data: Record<string, Tree> }[]>;
type Standard = { transform(): void; isBatch(): boolean; transformed: Transformed };

/** It ships no types. */
const HL7 = createRequire(import.meta.url)('hl7-standard') as new (text: string) => Standard;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export const otherReaders: readonly OtherReader[] = [
  {
    name: 'hl7-standard',
    read(bytes) {
      const message = new HL7(utf8.decode(bytes));
      message.transform();
      if (message.isBatch()) throw new Error('gives a batch no values of its own');
      const values = createValues();
      for (const [id, segments] of Object.entries(message.transformed))
        for (const { data } of segments) {
          const add = values.segment(id);
          for (const [name, tree] of Object.entries(data)) addField(add, Number(name.split('.')[1]), tree);
        }
      return values.found;
    },
  },
  {
    name: 'node-hl7-client',
    read(bytes) {
      const values = createValues();
      for (const segment of new Message({ text: utf8.decode(bytes) }).toArray()) {
        const add = values.segment(segment.name);
        const shift = isHeader(segment.name) ? 1 : 0;
        for (const [field, node] of segment.toArray().entries()) {
          if (field === 0) continue;
          for (const [repetition, each] of node.toArray().entries())
            for (const [component, part] of each.toArray().entries())
              for (const [sub, leaf] of part.toArray().entries())
                add([field + shift, repetition + 1, component + 1, sub + 1], leaf.toString());
        }
      }
      return values.found;
    },
  },
  {
    name: '@medplum/core',
    read(bytes) {
      const values = createValues();
      for (const segment of Hl7Message.parse(utf8.decode(bytes)).segments) {
        const add = values.segment(segment.name);
        const shift = isHeader(segment.name) ? 1 : 0;
        for (const [field, { components }] of segment.fields.entries()) {
          if (field === 0) continue;
          for (const [repetition, parts] of components.entries())
            for (const [component, part] of parts.entries())
              for (const [sub, text] of part.split(segment.context.subcomponentSeparator).entries())
                add([field + shift, repetition + 1, component + 1, sub + 1], text);
        }
      }
      return values.found;
    },
  },
];

type Add = (place: readonly number[], text: string) => void;

/** A list of objects is one of repetitions, a list of texts one of subcomponents, an object has components. */
function addField(add: Add, field: number, tree: Tree): void {
  const repetitions = Array.isArray(tree) && tree.some((each) => typeof each === 'object') ? tree : [tree];
  for (const [repetition, each] of repetitions.entries()) {
    const parts = each !== null && typeof each === 'object' && !Array.isArray(each) ? Object.values(each) : [each];
    for (const [component, part] of parts.entries())
      for (const [sub, text] of (Array.isArray(part) ? part : [part]).entries())
        if (typeof text === 'string') add([field, repetition + 1, component + 1, sub + 1], text);
  }
}
