import { h } from 'preact';

/** A drawing on a 24 px grid: its shapes as [element, attributes]. Lucide's pictures have this form. */
export type Drawing = readonly (readonly [
  string,
  Readonly<Record<string, string | number | undefined>>,
])[];

interface PictureProps {
  readonly of: Drawing;
  readonly size?: 'small' | 'tile' | 'large';
  /** Points in the reading direction, so it turns round in right-to-left. */
  readonly mirrored?: boolean;
}

/** A picture beside its word; silent to screen readers. */
export function Picture({ of, size = 'small', mirrored = false }: PictureProps) {
  const className = `picture picture-${size}${mirrored ? ' mirrored' : ''}`;
  return (
    <svg class={className} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([element, attributes]) => h(element, attributes))}
    </svg>
  );
}
