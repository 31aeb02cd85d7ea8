/** The few words of menu, tray and the question of a closing window; the page has its own. */
export type ShellTexts = Record<
  'file' | 'newWindow' | 'quit' | 'edit' | 'view' | 'window' | 'show' | 'cannotStart' | 'unsaved' | 'stay' | 'leave',
  string
>;

const texts: Record<'nb' | 'nn' | 'en', ShellTexts> = {
  nb: {
    file: 'Fil',
    newWindow: 'Nytt vindu',
    quit: 'Avslutt Vaktbord',
    edit: 'Rediger',
    view: 'Vis',
    window: 'Vindu',
    show: 'Vis Vaktbord',
    cannotStart: 'Vaktbord kan ikke starte',
    unsaved: 'Endringene i meldingen er ikke sendt og går tapt.',
    stay: 'Bli her',
    leave: 'Lukk likevel',
  },
  nn: {
    file: 'Fil',
    newWindow: 'Nytt vindauge',
    quit: 'Avslutt Vaktbord',
    edit: 'Rediger',
    view: 'Vis',
    window: 'Vindauge',
    show: 'Vis Vaktbord',
    cannotStart: 'Vaktbord kan ikkje starte',
    unsaved: 'Endringane i meldinga er ikkje sende og går tapt.',
    stay: 'Bli her',
    leave: 'Lukk likevel',
  },
  en: {
    file: 'File',
    newWindow: 'New window',
    quit: 'Quit Vaktbord',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    show: 'Show Vaktbord',
    cannotStart: 'Vaktbord cannot start',
    unsaved: 'The changes in the message were not sent and will be lost.',
    stay: 'Stay',
    leave: 'Close all the same',
  },
};

/** @param locale of the operating system, e.g. `nb`, `nn-NO`, `en-GB`; Norwegian Bokmål stands for `no` */
export function shellTextsFor(locale: string): ShellTexts {
  const language = locale.toLowerCase().split('-')[0];
  if (language === 'nn') return texts.nn;
  return language === 'nb' || language === 'no' ? texts.nb : texts.en;
}
