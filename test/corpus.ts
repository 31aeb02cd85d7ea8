import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, it } from 'vitest';

/** One real-world example file. `name` is relative to its corpus folder. */
export type CorpusFile = { name: string; bytes: Uint8Array };

const root = resolve(process.env.VAKTBORD_CORPUS ?? '../shared/corpus');
const isRequired = process.env.VAKTBORD_CORPUS_REQUIRED === '1';
const isPresent = existsSync(root);
/** Hundreds of files in one test, while other tests take the processors too. */
const timeoutMs = 90_000;

/**
 * Tests over one folder of the corpus (`hl7v2`, `fhir`, `kith`), files with one of the endings.
 * Without a corpus they are skipped and counted, unless VAKTBORD_CORPUS_REQUIRED=1, when they fail.
 * Prints one line per test file at the end: `corpus: N files read` or `corpus: absent, K tests skipped`.
 */
export function createCorpus(folder: string, endings: readonly string[]) {
  const files = isPresent ? readFiles(join(root, folder), endings) : [];
  let skippedCount = 0;

  afterAll(() => {
    process.stdout.write(
      files.length > 0 ? `corpus: ${files.length} files read\n` : `corpus: absent, ${skippedCount} tests skipped\n`,
    );
  });

  return {
    files,
    /** A test over all files; with none it is skipped, or fails where the corpus is required. */
    it(name: string, check: (files: CorpusFile[]) => void) {
      it(
        name,
        (context) => {
          if (files.length === 0 && !isRequired) {
            skippedCount += 1;
            context.skip();
          }
          if (files.length === 0) throw new Error(`no corpus files in ${join(root, folder)}`);
          check(files);
        },
        timeoutMs,
      );
    },
  };
}

function readFiles(folder: string, endings: readonly string[]): CorpusFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}
