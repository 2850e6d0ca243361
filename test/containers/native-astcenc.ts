/** The native astcenc binary, the second witness for .astc files; undefined where the package has none to run. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BINARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64/astcenc-sse2',
  'darwin-x64': 'darwin/astcenc',
  'darwin-arm64': 'darwin/astcenc',
  'win32-x64': 'win32-x64/astcenc-sse2.exe',
  'win32-arm64': 'win32-arm64/astcenc-neon.exe',
};
const PLATFORM = `${process.platform}-${process.arch}`;

function findBinary(): string | undefined {
  const name = BINARIES[PLATFORM];
  if (name === undefined) return undefined;
  const path = fileURLToPath(new URL(`../../node_modules/@gpu-tex-enc/astc/bin/${name}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

const BINARY = findBinary();
export const HAS_ASTCENC = BINARY !== undefined;
/** For the names of skipped tests. */
export const WHY_NO_ASTCENC = HAS_ASTCENC ? '' : ` [no native astcenc for ${PLATFORM}]`;

/** Runs astcenc; throws with its own words when it fails. */
export function astcenc(...args: string[]): string {
  return execFileSync(BINARY!, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
