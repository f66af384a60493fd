import type { ComponentChildren } from 'preact';
import { Button } from './Button.tsx';
import type { Tone } from './Card.tsx';
import { type Drawing, Picture } from './Picture.tsx';

interface NoticeProps {
  readonly tone: Tone;
  readonly picture: Drawing;
  readonly text: string;
  /** `alert` interrupts a screen reader; for what must be known now. */
  readonly role?: 'status' | 'alert';
  /** One line high, for what stands on every screen. */
  readonly slim?: boolean;
  readonly children?: ComponentChildren;
}

/** What happened, what is safe, what to do. */
export function Notice({
  tone,
  picture,
  text,
  role = 'status',
  slim = false,
  children,
}: NoticeProps) {
  return (
    <div class={`notice tone-${tone}${slim ? ' notice-slim' : ''}`} role={role}>
      <Picture of={picture} />
      <p>{text}</p>
      {children}
    </div>
  );
}

interface EmptyProps {
  readonly picture: Drawing;
  readonly text: string;
  readonly children?: ComponentChildren;
}

/** What a screen is for, and its first step. */
export function Empty({ picture, text, children }: EmptyProps) {
  return (
    <div class="empty">
      <Picture of={picture} size="large" />
      <p>{text}</p>
      {children}
    </div>
  );
}

interface ToastProps {
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

/** Says what was done and offers to take it back. */
export function Toast({ text, action, onAction }: ToastProps) {
  return (
    <div class="toast" role="status">
      <p>{text}</p>
      <Button kind="plain" onPress={onAction}>
        {action}
      </Button>
    </div>
  );
}

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly of: number;
}

export function Progress({ label, done, of }: ProgressProps) {
  return (
    <div class="stack" role="status">
      <span class="small quiet">{label}</span>
      <progress class="progress" value={done} max={of} aria-label={label} />
    </div>
  );
}
