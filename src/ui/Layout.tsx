import type { ComponentChildren } from 'preact';

interface LayoutProps {
  readonly children: ComponentChildren;
}

/** Side by side while there is room. */
export function Row({ children }: LayoutProps) {
  return <div class="row row-fill">{children}</div>;
}

interface WordsProps extends LayoutProps {
  readonly kind?: 'plain' | 'big' | 'quiet';
  /** The language somebody wrote it in. */
  readonly lang?: string;
}

/** A paragraph; keeps the line breaks people typed. */
export function Words({ children, kind = 'plain', lang }: WordsProps) {
  return (
    <p class={`pre ${kind}`} dir="auto" lang={lang}>
      {children}
    </p>
  );
}
