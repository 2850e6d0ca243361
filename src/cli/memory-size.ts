/** Sizes of memory and folders as people write them: `2GiB`, `500M`, `1000`. */

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes; powers of 1024, as the memory of GPUs is counted. @param text  of the form that options check */
export function parseMemory(text: string): number {
  const { number, unit } = /^(?<number>[\d.]+)\s*(?<unit>[kmgt]?)/i.exec(text)!.groups!;
  return Number(number) * UNITS[unit!.toLowerCase()]!;
}

/** The same back, rounded up to whole MiB, so that as much is enough. */
export function formatMemory(bytes: number): string {
  return `${Math.ceil(bytes / UNITS.m!)}MiB`;
}
