/**
 * The reader's language: chosen on this phone, switched from any screen, at once. One language is
 * loaded at the start; the service worker keeps the others for when there is no network.
 */
import { signal } from '@preact/signals';
import i18next from 'i18next';

interface Language {
  /** Its own name, as its readers write it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

export const LANGUAGES: Readonly<Record<string, Language>> = {
  en: { name: 'English', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
};

const CHOSEN = 'many-hands.language';
const files = import.meta.glob<Record<string, string>>('../../locales/*/*.json', {
  import: 'default',
});

/** The language on screen. Screens that read `t` follow it. */
export const language = signal('en');

export async function startLanguage(): Promise<void> {
  await i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: {},
    keySeparator: false,
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  });
  await speak(localStorage.getItem(CHOSEN) ?? preferred());
}

/** Whether somebody has chosen a language on this phone. */
export function hasChosenLanguage(): boolean {
  return localStorage.getItem(CHOSEN) !== null;
}

export async function chooseLanguage(code: string): Promise<void> {
  localStorage.setItem(CHOSEN, code);
  await speak(code);
}

async function speak(code: string): Promise<void> {
  const known = code in LANGUAGES ? code : 'en';
  await load(known);
  await i18next.changeLanguage(known);
  document.documentElement.lang = known;
  document.documentElement.dir = LANGUAGES[known]?.direction ?? 'ltr';
  language.value = known;
}

async function load(code: string): Promise<void> {
  const wanted = Object.entries(files).filter(([path]) => path.includes(`/locales/${code}/`));
  await Promise.all(
    wanted.map(async ([path, read]) => {
      const area = path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
      if (!i18next.hasResourceBundle(code, area)) {
        i18next.addResourceBundle(code, area, await read());
      }
    }),
  );
}

function preferred(): string {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return wanted.find((code) => code in LANGUAGES) ?? 'en';
}

/** The words for a key, `area:key`, in the language on screen. */
export function t(key: string, values: Readonly<Record<string, unknown>> = {}): string {
  // Reading the signal makes the screen follow a change of language.
  void language.value;
  return i18next.t(key, values);
}
