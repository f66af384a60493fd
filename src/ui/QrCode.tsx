import { correction, generate } from 'lean-qr';
import { useMemo } from 'preact/hooks';

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

const QUIET_ZONE = 2;

/** A code to hold up to another phone's camera; black on white also in the dark. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, path } = useMemo(() => draw(text), [text]);
  const edge = size + 2 * QUIET_ZONE;
  return (
    <div class="qr">
      <svg viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${edge} ${edge}`} role="img" aria-label={label}>
        <path d={path} fill="currentColor" shape-rendering="crispEdges" />
      </svg>
    </div>
  );
}

function draw(text: string): { size: number; path: string } {
  const code = generate(text, { minCorrectionLevel: correction.L });
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  }
  return { size: code.size, path };
}
