/** Quality tables: one row a preset, f32 columns, the first of which is the preset's quality. */

/** Whether quality is a preset or lies between two: 0..100, or −1, `realtime`. */
export function isQuality(wanted: f32): bool {
  return wanted == -1 || (wanted >= 0 && wanted <= 100);
}

/**
 * The row for a quality between two presets: every column interpolated.
 *
 * @param table  f32[rowCount][columns], qualities ascending
 * @param wanted  between the first and the last quality
 * @param out  f32[columns]
 */
export function blendRows(table: usize, rowCount: i32, columns: usize, wanted: f32, out: usize): void {
  const rowBytes = columns << 2;
  let row: i32 = 0;
  while (row < rowCount - 2 && load<f32>(table + <usize>(row + 1) * rowBytes) <= wanted) row++;
  const lower = table + <usize>row * rowBytes;
  const upper = lower + rowBytes;
  const from = load<f32>(lower);
  const share = (wanted - from) / (load<f32>(upper) - from);
  for (let at: usize = 0; at < rowBytes; at += 4) {
    const low = load<f32>(lower + at);
    store<f32>(out + at, low + (load<f32>(upper + at) - low) * share);
  }
}
