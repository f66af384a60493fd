import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './Button.tsx';
import { closePicture } from './pictures.ts';

interface SheetProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Slides up over the screen. Escape and the back gesture close it; focus returns to the opener. */
export function Sheet({ title, closeLabel, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog class="sheet" ref={dialog} aria-label={title} onClose={onClose}>
      <div class="sheet-top">
        <h2>{title}</h2>
        <IconButton picture={closePicture} label={closeLabel} onPress={onClose} />
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
