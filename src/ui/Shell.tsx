import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './Button.tsx';
import { type Drawing, Picture } from './Picture.tsx';
import { backPicture } from './pictures.ts';

interface TopBarProps {
  readonly title: string;
  readonly back?: { readonly label: string; readonly onPress: () => void } | undefined;
  /** What stands at the end of the line. */
  readonly children?: ComponentChildren;
}

export function TopBar({ title, back, children }: TopBarProps) {
  return (
    <header class="top">
      {back && (
        <IconButton picture={backPicture} label={back.label} mirrored onPress={back.onPress} />
      )}
      <h1 dir="auto">{title}</h1>
      {children}
    </header>
  );
}

/** The content of a screen. Takes the focus when the screen opens, so that it is read from the top. */
export function Page({ children }: { readonly children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => main.current?.focus({ preventScroll: true }), []);
  return (
    <main class="page" id="main" tabIndex={-1} ref={main}>
      {children}
    </main>
  );
}

export interface Place {
  readonly href: string;
  readonly label: string;
  readonly picture: Drawing;
  readonly isCurrent: boolean;
}

interface BottomBarProps {
  readonly label: string;
  readonly places: readonly Place[];
}

/** The places in reach of a thumb; a rail at the side on wider screens. */
export function BottomBar({ label, places }: BottomBarProps) {
  return (
    <nav class="bar" aria-label={label}>
      {places.map(({ href, label: word, picture, isCurrent }) => (
        <a key={href} href={href} aria-current={isCurrent ? 'page' : undefined}>
          <Picture of={picture} />
          <span>{word}</span>
        </a>
      ))}
    </nav>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Section({ title, children }: SectionProps) {
  return (
    <section class="stack">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
