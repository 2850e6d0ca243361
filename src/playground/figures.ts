/** Numbers as people read them. */

/** `29.8 kB`, of 1000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${toDigits(bytes / 1e3)} kB` : `${toDigits(bytes / 1e6)} MB`;
}

/** `0.213 s`, `12.4 s`, `3 min 20 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.0995) return `${toDigits(seconds * 1000)} ms`;
  if (seconds < 120) return `${toDigits(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Three significant digits, without an exponent. */
export function toDigits(value: number): string {
  if (!Number.isFinite(value)) return '∞';
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

/** `+3`, `−12` with a real minus, `0`. */
export function formatSigned(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}

/** `6x6` as it is said: `6×6`. */
export function formatSize(width: number, height: number): string {
  return `${width}×${height}`;
}
