/** One import rule: files matching `from` may not import targets matching `to`, but for those matching `except` (in which $1 is the first group of `from`). */
export type ImportRule = {
  name: string;
  from: RegExp;
  fromExcept?: RegExp;
  to: RegExp;
  except?: readonly string[];
  why: string;
};

const anything = /.*/;
const ourMain = /^src-main\//;

/** Targets are project paths (`src-main/store/store.ts`), `npm:<package>` or `node:<module>`. */
export const importRules: readonly ImportRule[] = [
  {
    name: 'shared-is-pure',
    from: /^src-shared\//,
    fromExcept: /\.test\.ts$/,
    to: anything,
    // Exact fractions are pure arithmetic and run wherever we do.
    except: ['^src-shared/', '^npm:zod$', '^npm:fraction\\.js$'],
    why: 'src-shared runs everywhere: no node, no DOM library, no electron.',
  },
  {
    name: 'electron-only-in-its-shell',
    from: anything,
    fromExcept: /^src-main\/shell-electron\/|^test\/standin\/|^test\/specs\//,
    to: /^npm:electron$/,
    why: 'Only shell-electron may import electron, types included.',
  },
  {
    name: 'renderer-not-to-main',
    from: /^src-renderer\//,
    to: ourMain,
    why: 'The renderer reaches the core through the contract.',
  },
  { name: 'main-not-to-renderer', from: ourMain, to: /^src-renderer\//, why: 'The core knows no pages.' },
  {
    name: 'renderer-has-no-node',
    from: /^src-renderer\//,
    fromExcept: /\.test\.tsx?$/,
    to: /^node:/,
    why: 'The renderer also runs in an ordinary browser.',
  },
  {
    name: 'nothing-imports-a-shell',
    from: ourMain,
    fromExcept: /^src-main\/shell-/,
    to: /^src-main\/shell-/,
    why: 'Shells are leaves on the outside.',
  },
  {
    name: 'shells-see-app-only',
    from: /^(src-main\/shell-[^/]+)\//,
    to: ourMain,
    except: ['^$1/', '^src-main/app/', '^src-main/platform/'],
    why: 'A shell reaches services through dispatch.',
  },
  {
    name: 'engines-are-islands',
    from: /^(src-main\/engines\/[^/]+)\//,
    to: ourMain,
    except: ['^$1/', '^src-main/engines/engine\\.ts$', '^src-main/platform/'],
    why: 'An adapter sees the port, platform ports and its own folder.',
  },
  {
    name: 'practice-engine-shares-nothing-with-adapters',
    from: /^src-main\/practice-engine\//,
    to: /^src-main\/engines\//,
    why: 'One bug must not pass on both sides.',
  },
  {
    name: 'hl7-standard-behind-one-adapter',
    from: anything,
    fromExcept: /^src-main\/practice-engine\/hl7-standard-adapter\.ts$|^test\/|\.test\.ts$/,
    to: /^npm:hl7-standard$/,
    why: 'It is sound for simple reading only, never for bytes that are sent on.',
  },
  {
    name: 'engine-clients-stay-inside',
    from: anything,
    fromExcept: /^src-main\/engines\/|^test\/|\.test\.ts$/,
    to: /^npm:undici$/,
    why: 'What an engine speaks is known in its adapter alone.',
  },
  {
    name: 'sqlite-only-in-store',
    from: anything,
    fromExcept: /^src-main\/store\/|^test\//,
    to: /^npm:better-sqlite3$/,
    why: 'SQL lives in one room.',
  },
  {
    name: 'services-not-to-each-other',
    from: /^(src-main\/services\/[^/]+)\//,
    fromExcept: /\.test\.ts$/,
    to: /^src-main\/services\//,
    except: ['^$1/'],
    why: 'Share through store, engines or domain; create-app joins them.',
  },
  {
    name: 'features-not-to-each-other',
    from: /^(src-renderer\/features\/[^/]+)\//,
    to: /^src-renderer\/features\//,
    except: ['^$1/'],
    why: 'Compose features in src-renderer/app.',
  },
  {
    name: 'ui-is-domain-free',
    from: /^src-renderer\/ui\//,
    to: /^src-renderer\/(features|bridge|app|widgets)\/|^src-shared\//,
    why: 'Design components know no messages.',
  },
  {
    name: 'widgets-fetch-nothing',
    from: /^src-renderer\/widgets\//,
    to: /^src-renderer\/(features|bridge|app)\//,
    why: 'Widgets get data by props.',
  },
  {
    name: 'formats-are-islands',
    from: /^(src-shared\/formats\/(?!shared\/|xml\/|json\/)[^/]+)\//,
    fromExcept: /\.test\.ts$/,
    to: /^src-shared\//,
    except: [
      '^$1/',
      '^src-shared/formats/format\\.ts$',
      '^src-shared/formats/(shared|xml|json)/',
      '^src-shared/domain/',
    ],
    why: 'A format sees the port and the shared tools.',
  },
  {
    name: 'no-test-code-in-product',
    from: /^src-/,
    fromExcept: /\.test\.tsx?$/,
    to: /^test\/|\.test\.tsx?$/,
    why: 'Tests are not shipped.',
  },
];
