/** Figures as people read them. */

/** 29808 → "29.8 kB". */
export function formatBytes(byteCount: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = byteCount;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

/** 0.2134 → "0.213 s", 75.3 → "75.3 s". */
export function formatSeconds(seconds: number): string {
  return `${seconds < 1 ? seconds.toFixed(3) : seconds.toPrecision(3)} s`;
}

/** Texels a second in millions. */
export function formatSpeed(texelsPerSecond: number): string {
  return `${(texelsPerSecond / 1e6).toPrecision(3)} Mtexel/s`;
}

/** 41.7 → "41.70 dB"; no difference at all has no figure. */
export function formatDb(decibels: number): string {
  return Number.isFinite(decibels) ? `${decibels.toFixed(2)} dB` : 'identical';
}

/** 0.98765 → "0.9877". */
export function formatSsim(ssim: number): string {
  return ssim.toFixed(4);
}

/** 0.1234 → "12.3 %". */
export function formatShare(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}

/** Rounds for JSON: more digits than a clock has say nothing. */
export function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Columns of text, left-aligned but for those in `rightAligned`, two spaces between. */
export function formatTable(rows: readonly (readonly string[])[], rightAligned: readonly number[] = []): string[] {
  const columnCount = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        rightAligned.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
