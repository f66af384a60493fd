/** Light, dark, or as the phone is; chosen on this phone. */
import { signal } from '@preact/signals';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const CHOSEN = 'many-hands.theme';

export const theme = signal<Theme>('auto');

export function startTheme(): void {
  const chosen = localStorage.getItem(CHOSEN);
  show(THEMES.find((one) => one === chosen) ?? 'auto');
}

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(CHOSEN, chosen);
  show(chosen);
}

function show(chosen: Theme): void {
  theme.value = chosen;
  if (chosen === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = chosen;
}
