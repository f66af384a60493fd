/** Days and times as people say them, in the language on screen. */
import { signal } from '@preact/signals';
import { language } from './language.ts';

const DAY_MS = 86_400_000;

/** This phone's calendar day, `2026-11-24`; it turns at midnight. */
export const today = signal(dayOf(Date.now()));

export function watchMidnight(): void {
  const refresh = () => {
    today.value = dayOf(Date.now());
  };
  setInterval(refresh, 60_000);
  document.addEventListener('visibilitychange', refresh);
}

/** The calendar day of a moment where this phone is. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "today", "tomorrow", "Tue 14 Oct". */
export function sayDay(day: string): string {
  const away = daysBetween(today.value, day);
  if (away >= -1 && away <= 1) {
    return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(away, 'day');
  }
  const isThisYear = day.slice(0, 4) === today.value.slice(0, 4);
  return new Intl.DateTimeFormat(locale(), {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(new Date(day + 'T00:00:00Z'));
}

/** "5 minutes ago", "yesterday", "Tue 14 Oct" for a moment in milliseconds since 1970. */
export function sayWhen(at: number): string {
  const minutes = Math.round((Date.now() - at) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  if (minutes >= 0 && minutes < 60) return relative.format(-minutes, 'minute');
  if (minutes >= 60 && minutes < 12 * 60) return relative.format(-Math.round(minutes / 60), 'hour');
  return sayDay(dayOf(at));
}

export function sayNumber(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

export function sayBytes(bytes: number): string {
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / 1_000_000);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Western digits wherever numbers are also typed or read out to somebody. */
const locale = (): string => language.value + '-u-nu-latn';
