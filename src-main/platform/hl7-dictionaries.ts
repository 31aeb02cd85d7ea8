import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hl7Dictionaries, Hl7Dictionary } from '../../src-shared/domain/hl7-dictionary.ts';
import { createHl7Dictionary } from '../../src-shared/formats/hl7v2/dictionary/create-dictionary.ts';
import type { Hl7DictionaryFile, Hl7TablesFile } from '../../src-shared/formats/hl7v2/dictionary/dictionary-files.ts';
import { nearestVersion } from '../../src-shared/formats/hl7v2/dictionary/nearest-version.ts';
import { indexOverlays, type OverlayIndex } from '../../src-shared/formats/hl7v2/dictionary/overlay-index.ts';
import { findResources } from './find-resources.ts';
import { readHl7Overlays } from './hl7-overlays.ts';

export const hl7Versions = ['2.1', '2.2', '2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7', '2.7.1', '2.8'];

let siteFolders: readonly string[] = [];
let shared: Hl7Dictionaries | null = null;

/** The folders with a site's own overlays, for this thread; what was loaded is read anew. */
export function setHl7OverlayFolders(folders: readonly string[]): void {
  siteFolders = folders;
  shared = null;
}

export function hl7OverlayFolders(): readonly string[] {
  return siteFolders;
}

/** The dictionaries of this thread: every thread that shows messages to people has its own copy, loaded when first asked for. */
export const hl7Dictionaries: Hl7Dictionaries = (version) => {
  shared ??= createHl7Dictionaries(siteFolders);
  return shared(version);
};

/** Reads the files of a version when it is first asked for, and keeps it. Null when the files are not there. */
export function createHl7Dictionaries(overlayFolders: readonly string[]): Hl7Dictionaries {
  const folder = findResources(import.meta.url, 'hl7-dictionary', 'tables.json');
  const loaded = new Map<string, Hl7Dictionary | null>();
  const byAsked = new Map<string, Hl7Dictionary | null>();
  let common: { tables: Hl7TablesFile; overlays: OverlayIndex } | null = null;

  function load(version: string): Hl7Dictionary | null {
    try {
      common ??= {
        tables: readJson<Hl7TablesFile>(folder, 'tables.json'),
        overlays: indexOverlays(readHl7Overlays([join(folder, 'overlays'), ...overlayFolders]).overlays),
      };
      return createHl7Dictionary({ version, files: readVersion(folder, version), ...common });
    } catch {
      // Names are a help; without them a message is read as well.
      return null;
    }
  }

  return (stated) => {
    const known = byAsked.get(stated);
    if (known !== undefined) return known;
    const version = nearestVersion(stated, hl7Versions);
    const dictionary = loaded.get(version) ?? load(version);
    loaded.set(version, dictionary);
    // MSH-12 may hold anything: only so many spellings are kept.
    if (byAsked.size < 50) byAsked.set(stated, dictionary);
    return dictionary;
  };
}

function readVersion(folder: string, version: string): Hl7DictionaryFile[] {
  const file = readJson<Hl7DictionaryFile>(folder, `${version}.json`);
  return file.extends === undefined ? [file] : [file, ...readVersion(folder, file.extends)];
}

function readJson<Content>(folder: string, name: string): Content {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Content;
}
