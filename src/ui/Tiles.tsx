import type { ComponentChildren } from 'preact';
import type { Tone } from './Card.tsx';
import { type Drawing, Picture } from './Picture.tsx';

interface TileGridProps {
  readonly children: ComponentChildren;
  readonly label: string;
  readonly columns?: 'many' | 'two';
}

export function TileGrid({ children, label, columns = 'many' }: TileGridProps) {
  return (
    <nav class={`tiles${columns === 'two' ? ' tiles-two' : ''}`} aria-label={label}>
      {children}
    </nav>
  );
}

interface TileProps {
  readonly picture?: Drawing;
  readonly tone: Tone;
  readonly children: ComponentChildren;
  readonly lang?: string;
  readonly href?: string;
  readonly onPress?: () => void;
}

/** A picture above its word: goes somewhere, or chooses something. */
export function Tile({ picture, tone, children, lang, href, onPress }: TileProps) {
  const inside = (
    <>
      {picture && (
        <span class={`swatch tone-${tone}`}>
          <Picture of={picture} size="tile" />
        </span>
      )}
      <span lang={lang} dir="auto">
        {children}
      </span>
    </>
  );
  if (href !== undefined) {
    return (
      <a class="tile" href={href}>
        {inside}
      </a>
    );
  }
  return (
    <button class="tile" type="button" onClick={onPress}>
      {inside}
    </button>
  );
}

interface ChipProps {
  readonly isOn: boolean;
  readonly children: ComponentChildren;
  readonly onPress: () => void;
}

export function Chip({ isOn, children, onPress }: ChipProps) {
  return (
    <button class="chip" type="button" aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  );
}

interface ChipsProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Chips({ label, children }: ChipsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll sideways in every browser
    <div class="chips" role="group" aria-label={label}>
      {children}
    </div>
  );
}
