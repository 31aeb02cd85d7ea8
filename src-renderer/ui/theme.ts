import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The accent from light to dark; filled with shade 7 by day and 6 by night, both under white text. */
const accent: MantineColorsTuple = [
  '#eaf1fd',
  '#d3e2fa',
  '#a9c8fb',
  '#82b1ff',
  '#5b93ee',
  '#3f7cdc',
  '#2c6acd',
  '#1d5bbf',
  '#174a9d',
  '#103a7e',
];

/** What fills a button that does harm, under white text. */
const danger: MantineColorsTuple = [
  '#fdeceb',
  '#f9d3d1',
  '#f4a9a5',
  '#ff8a80',
  '#e0665d',
  '#d04a41',
  '#bf362d',
  '#b3201a',
  '#931a15',
  '#6f1410',
];

/** Night's greys from ink to ground, in the places where Mantine looks for them. */
const dark: MantineColorsTuple = [
  '#e4e7eb',
  '#c6ccd4',
  '#a2abb7',
  '#7b8592',
  '#6d7682',
  '#2a2f37',
  '#101216',
  '#16191e',
  '#101216',
  '#0b0d10',
];

/** One size for everything in a control; descriptions come out two pixels smaller. */
const textSizes = { xs: 'var(--text-base)', sm: 'var(--text-base)', md: 'var(--text-base)', lg: 'var(--text-title)' };

/** Where dialogs, menus and hints are drawn: inside what the lock hides, so that none stays open over it. */
export const overlaysId = 'overlays';

const dialogTitle = { title: { fontWeight: 600 } };
/** A dialog's head is no second banner of the page. */
const plainHead = { header: { role: 'presentation' } };

/** Mantine's components in the instrument's type and colours. */
export const theme = createTheme({
  fontFamily: 'var(--font-sans)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: textSizes,
  headings: { fontWeight: '600' },
  colors: { accent, danger, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 5,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { size: 'sm', variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false } },
    FileInput: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs', withThumbIndicator: false } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 100 } },
    Modal: {
      defaultProps: { transitionProps: { duration: 100 }, centered: true, attributes: plainHead },
      styles: dialogTitle,
    },
    Drawer: { defaultProps: { transitionProps: { duration: 120 }, attributes: plainHead }, styles: dialogTitle },
    Portal: { defaultProps: { target: `#${overlaysId}` } },
    Menu: { defaultProps: { transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 80 }, multiline: true, maw: 360 } },
  },
});

const mantineColours = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-dim)',
  '--mantine-color-placeholder': 'var(--ink-dim)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--critical)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '1.45' },
  light: mantineColours,
  dark: mantineColours,
});
