import alertEn from '../../../src-shared/texts/alert.en.json' with { type: 'json' };
import alertNb from '../../../src-shared/texts/alert.nb.json' with { type: 'json' };
import alertNn from '../../../src-shared/texts/alert.nn.json' with { type: 'json' };
import dutyEn from '../../../src-shared/texts/duty.en.json' with { type: 'json' };
import dutyNb from '../../../src-shared/texts/duty.nb.json' with { type: 'json' };
import dutyNn from '../../../src-shared/texts/duty.nn.json' with { type: 'json' };
import replayEn from '../../../src-shared/texts/replay-state.en.json' with { type: 'json' };
import replayNb from '../../../src-shared/texts/replay-state.nb.json' with { type: 'json' };
import replayNn from '../../../src-shared/texts/replay-state.nn.json' with { type: 'json' };
import reportEn from '../../../src-shared/texts/run-report.en.json' with { type: 'json' };
import reportNb from '../../../src-shared/texts/run-report.nb.json' with { type: 'json' };
import reportNn from '../../../src-shared/texts/run-report.nn.json' with { type: 'json' };
import runEn from '../../../src-shared/texts/run-words.en.json' with { type: 'json' };
import runNb from '../../../src-shared/texts/run-words.nb.json' with { type: 'json' };
import runNn from '../../../src-shared/texts/run-words.nn.json' with { type: 'json' };
import stateEn from '../../../src-shared/texts/state-words.en.json' with { type: 'json' };
import stateNb from '../../../src-shared/texts/state-words.nb.json' with { type: 'json' };
import stateNn from '../../../src-shared/texts/state-words.nn.json' with { type: 'json' };
import { type PageLanguage, type PageWords, pageWords } from '../../platform/page-words.ts';

const textsByLanguage: Record<PageLanguage, Readonly<Record<string, string>>> = {
  nb: { ...alertNb, ...replayNb, ...runNb, ...reportNb, ...stateNb, ...dutyNb },
  nn: { ...alertNn, ...replayNn, ...runNn, ...reportNn, ...stateNn, ...dutyNn },
  en: { ...alertEn, ...replayEn, ...runEn, ...reportEn, ...stateEn, ...dutyEn },
};

/** What timelines and handovers say on paper. */
export function dutyWords(language: PageLanguage): PageWords {
  return pageWords(language, textsByLanguage[language]);
}
