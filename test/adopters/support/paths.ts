/** Where things lie. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const ADOPTERS = join(ROOT, 'test/adopters');
/** What adopters use, as test/adopters/install.mjs installs it. */
export const TOOLS = join(ADOPTERS, 'node_modules');

/** The Node of a major version, or undefined where its package does not run on this platform. */
export function findNode(major: number): string | undefined {
  const path = join(TOOLS, `node${major}/bin/node`);
  return existsSync(path) ? path : undefined;
}

export const findDeno = () => findBinary('@deno', ['deno', 'deno.exe']);
export const findBun = () => findBinary('@oven', ['bin/bun', 'bin/bun.exe']);
export const findWorkerd = () => findBinary('@cloudflare', ['bin/workerd', 'bin/workerd.exe']);

/** A program inside the one package of a scope that npm chose for this platform. */
function findBinary(scope: string, names: readonly string[]): string | undefined {
  const folder = join(TOOLS, scope);
  if (!existsSync(folder)) return undefined;
  const packages = readdirSync(folder);
  const paths = packages.flatMap((name) => names.map((file) => join(folder, name, file)));
  return paths.find((path) => existsSync(path));
}
