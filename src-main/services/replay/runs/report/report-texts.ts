import messageEn from '../../../../../src-shared/texts/replay-message.en.json' with { type: 'json' };
import messageNb from '../../../../../src-shared/texts/replay-message.nb.json' with { type: 'json' };
import messageNn from '../../../../../src-shared/texts/replay-message.nn.json' with { type: 'json' };
import stateEn from '../../../../../src-shared/texts/replay-state.en.json' with { type: 'json' };
import stateNb from '../../../../../src-shared/texts/replay-state.nb.json' with { type: 'json' };
import stateNn from '../../../../../src-shared/texts/replay-state.nn.json' with { type: 'json' };
import runEn from '../../../../../src-shared/texts/run.en.json' with { type: 'json' };
import runNb from '../../../../../src-shared/texts/run.nb.json' with { type: 'json' };
import runNn from '../../../../../src-shared/texts/run.nn.json' with { type: 'json' };
import reportEn from '../../../../../src-shared/texts/run-report.en.json' with { type: 'json' };
import reportNb from '../../../../../src-shared/texts/run-report.nb.json' with { type: 'json' };
import reportNn from '../../../../../src-shared/texts/run-report.nn.json' with { type: 'json' };
import wordsEn from '../../../../../src-shared/texts/run-words.en.json' with { type: 'json' };
import wordsNb from '../../../../../src-shared/texts/run-words.nb.json' with { type: 'json' };
import wordsNn from '../../../../../src-shared/texts/run-words.nn.json' with { type: 'json' };
import { type PageLanguage, type PageWords, pageWords } from '../../../../platform/page-words.ts';

type Texts = Readonly<Record<string, string>>;

const textsByLanguage: Record<PageLanguage, Texts> = {
  nb: { ...messageNb, ...stateNb, ...runNb, ...reportNb, ...wordsNb },
  nn: { ...messageNn, ...stateNn, ...runNn, ...reportNn, ...wordsNn },
  en: { ...messageEn, ...stateEn, ...runEn, ...reportEn, ...wordsEn },
};
/** What a report says in one language, and how it writes numbers and local times. */
export function reportWords(language: PageLanguage): PageWords {
  return pageWords(language, textsByLanguage[language]);
}

export type ReportWords = PageWords;
