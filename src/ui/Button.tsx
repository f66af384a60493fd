import type { ComponentChildren } from 'preact';
import { type Drawing, Picture } from './Picture.tsx';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: 'main' | 'quiet' | 'danger' | 'plain';
  readonly picture?: Drawing;
  readonly wide?: boolean;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  readonly onPress?: () => void;
}

export function Button({
  children,
  kind = 'main',
  picture,
  wide = false,
  type = 'button',
  disabled = false,
  onPress,
}: ButtonProps) {
  const className = `button button-${kind}${wide ? ' button-wide' : ''}`;
  return (
    <button class={className} type={type} disabled={disabled} onClick={onPress}>
      {picture && <Picture of={picture} />}
      <span>{children}</span>
    </button>
  );
}

interface LinkButtonProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly kind?: 'main' | 'quiet' | 'plain';
  readonly picture?: Drawing;
  readonly floating?: boolean;
}

/** Looks like a button and goes somewhere. `floating`: the one main action of a screen. */
export function LinkButton({
  href,
  children,
  kind = 'main',
  picture,
  floating = false,
}: LinkButtonProps) {
  return (
    <a class={`button button-${kind}${floating ? ' floating' : ''}`} href={href}>
      {picture && <Picture of={picture} />}
      <span>{children}</span>
    </a>
  );
}

interface IconButtonProps {
  readonly picture: Drawing;
  readonly label: string;
  /** Shown beside the picture; otherwise the label is only spoken. */
  readonly word?: string;
  readonly mirrored?: boolean;
  readonly onPress: () => void;
}

export function IconButton({ picture, label, word, mirrored = false, onPress }: IconButtonProps) {
  return (
    <button class="icon-button" type="button" aria-label={label} onClick={onPress}>
      <Picture of={picture} mirrored={mirrored} />
      {word !== undefined && <span>{word}</span>}
    </button>
  );
}
