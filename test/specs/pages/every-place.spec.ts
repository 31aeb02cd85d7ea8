import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cli } from '../cli.ts';
import type { Screen } from '../main-path/actions.ts';
import { type Console, openConsole } from '../shells.ts';
import { readTexts } from '../texts.ts';
import { severeFindings } from './accessibility.ts';
import { watchErrors } from './page-errors.ts';
import { pictureOf } from './pictures.ts';
import type { Walk } from './place.ts';
import { places } from './places.ts';
import { cancelledRun, failedMessage, messagesFail, plannedRun, readsIn, replayed, signedIn } from './preconditions.ts';
import { rawTexts } from './raw-text.ts';

const both = ['light', 'dark'] as const;

/**
 * The pages of one language are built like those of the other: axe-core sees each once by day and once by night, in two languages. Raw words are
 * looked for in all three.
 */
const schemesIn = { nb: ['light'], en: ['dark'], nn: [] } as const;

describe('FEATURE: every page can be read by everybody', () => {
  let opened: Console;
  let cli: Cli;
  let walk: Walk;
  let errors: string[];

  beforeAll(async () => {
    opened = await openConsole('browser', { language: 'nb' });
    errors = watchErrors(opened.page);
  });
  afterAll(() => opened?.close());

  /** What is wrong with what is on screen. */
  async function faults(name: string, schemes: readonly ('light' | 'dark')[]): Promise<string[]> {
    const found = await rawTexts(opened.page);
    for (const colorScheme of schemes) {
      await opened.page.emulateMedia({ colorScheme });
      await pictureOf(opened.page, `${name}-${colorScheme}`);
      for (const finding of await severeFindings(opened.page)) found.push(`${colorScheme} ${finding}`);
    }
    return found;
  }

  describe('RULE: no serious or critical finding by axe-core, by day and by night, and nothing raw on screen', () => {
    it('EXAMPLE: the first run', async () => {
      await opened.page.getByRole('button', { name: readTexts('nb')('accounts.createFirst') }).waitFor();
      expect(await faults('first-run', both)).toEqual([]);
    });

    describe.each(['nb', 'en', 'nn'] as const)('in %s', (language) => {
      let screen: Screen;

      beforeAll(async () => {
        cli ??= (await signedIn(opened)).cli;
        if (!walk) {
          await messagesFail(cli, ['PLACES-1', 'PLACES-2']);
          const failure = await failedMessage(cli, 'PLACES-1');
          walk = {
            failure,
            replayId: await replayed(cli, await failedMessage(cli, 'PLACES-2')),
            planId: await plannedRun(cli, failure),
            endedId: await cancelledRun(cli, failure),
          };
        }
        screen = await readsIn(opened.page, cli, language);
      });

      it.each(places)('EXAMPLE: $name', async (place) => {
        await place.open(screen, walk);
        const found = await faults(`${place.name}-${language}`, schemesIn[language]);
        await place.leave?.(screen);
        expect(found).toEqual([]);
      });
    });
  });

  describe('RULE: the page itself has nothing to complain of', () => {
    it('EXAMPLE: after the whole walk', () => expect(errors).toEqual([]));
  });
});
