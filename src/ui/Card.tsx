import type { ComponentChildren } from 'preact';
import { type Drawing, Picture } from './Picture.tsx';

export type Tone = 'leaf' | 'marigold' | 'clay' | 'sky' | 'plum' | 'quiet';

interface CardProps {
  readonly href: string;
  readonly picture: Drawing;
  readonly tone: Tone;
  readonly title: string;
  /** The language of the title, when somebody wrote it in another one. */
  readonly lang?: string;
  readonly children?: ComponentChildren;
}

/** Picture, one bold line, one quiet line, state at the end: one link. */
export function Card({ href, picture, tone, title, lang, children }: CardProps) {
  return (
    <a class="card" href={href}>
      <span class={`swatch tone-${tone}`}>
        <Picture of={picture} size="tile" />
      </span>
      <span class="card-words">
        <strong dir="auto" lang={lang}>
          {title}
        </strong>
        <span class="row small quiet">{children}</span>
      </span>
    </a>
  );
}

interface StateTagProps {
  readonly picture: Drawing;
  readonly tone: Tone;
  readonly children: ComponentChildren;
}

/** A state as shape, word and colour. */
export function StateTag({ picture, tone, children }: StateTagProps) {
  return (
    <span class={`tag tone-${tone}`}>
      <Picture of={picture} />
      {children}
    </span>
  );
}

export function CardList({ children }: { readonly children: ComponentChildren }) {
  return <ul class="card-list">{children}</ul>;
}

const HUES: readonly Tone[] = ['leaf', 'marigold', 'clay', 'sky', 'plum'];

/** The first letters of a name, on a colour that stays the same for it. */
export function Avatar({ name }: { readonly name: string }) {
  const initials = name
    .split(/\s+/)
    .map((part) => [...part][0] ?? '')
    .slice(0, 2)
    .join('');
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span class={`avatar tone-${HUES[hue % HUES.length]}`} aria-hidden="true">
      {initials}
    </span>
  );
}
