import type { MapEntry, MapValue } from '../messages/message.ts';
import type { XmlElement } from './xml.ts';
import { childOf, childrenOf, textOf } from './xml-reader.ts';

/** A posted `RawMessage`; `destinationIds` null = all destinations. */
export type RawMessage = {
  raw: string;
  isOverwrite: boolean;
  originalId: number | null;
  destinationIds: number[] | null;
  sourceMap: MapEntry[];
};

/** @returns null when the element is not the engine's RawMessage */
export function readRawMessage(root: XmlElement | null): RawMessage | null {
  if (root?.name !== 'com.mirth.connect.donkey.model.message.RawMessage') return null;
  const raw = textOf(childOf(root, 'rawData'));
  if (raw === null) return null;
  const destinations = childOf(root, 'destinationMetaDataIds');
  const originalId = textOf(childOf(root, 'originalMessageId'));
  return {
    raw,
    isOverwrite: textOf(childOf(root, 'overwrite')) === 'true',
    originalId: originalId === null || originalId === '' ? null : Number(originalId),
    destinationIds: destinations === null ? null : childrenOf(destinations).map((id) => Number(textOf(id))),
    sourceMap: childrenOf(childOf(root, 'sourceMap') ?? root).flatMap(mapEntry),
  };
}

function mapEntry(element: XmlElement): MapEntry[] {
  const [key, value] = childrenOf(element);
  if (element.name !== 'entry' || key === undefined || value === undefined) return [];
  return [[textOf(key) ?? '', mapValue(value)]];
}

function mapValue(element: XmlElement): MapValue {
  const text = textOf(element) ?? '';
  if (element.name === 'boolean') return { type: 'boolean', value: text === 'true' };
  if (element.name === 'int' || element.name === 'long' || element.name === 'double')
    return { type: element.name, value: Number(text) };
  return { type: 'string', value: text };
}
