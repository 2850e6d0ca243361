/** Netpbm's converters as witnesses of image files. Debian: `apt-get install netpbm`. */
import { spawnSync } from 'node:child_process';

/** The one that came last: those before it are there as well. */
const NEWEST = 'qoitopam';

export const HAS_NETPBM = spawnSync(NEWEST, ['-version']).error === undefined;
export const WHY_NO_NETPBM = HAS_NETPBM ? '' : `: skipped, no ${NEWEST} of Netpbm on PATH`;

/** What a converter makes of a file. */
export function netpbm(file: Uint8Array, tool: string, ...switches: string[]): Uint8Array {
  const { status, stdout, stderr } = spawnSync(tool, switches, { input: file, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${tool} ${switches.join(' ')}: ${stderr}`);
  return Uint8Array.from(stdout);
}
