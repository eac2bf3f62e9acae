import { useMemo } from 'react';
import { encode } from 'uqr';

/** A square code for the camera of a phone; black on white in every scheme, or cameras do not read it. */
export function QrCode({ text, label, className }: { text: string; label: string; className: string }) {
  const { data, size } = useMemo(() => encode(text, { border: 2 }), [text]);
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <div className={className}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path d={path} fill="#000000" />
      </svg>
    </div>
  );
}
