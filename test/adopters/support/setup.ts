/**
 * Before the first test: the package as npm packs it, installed in a project outside the repository, with what it
 * depends on beside it and the tools of adopters in reach.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT, TOOLS } from './paths.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the project that has the tarball installed. */
    project: string;
  }
}

/** Linked into the project, for the configuration files of recipes to import. */
const LINKED_TOOLS = ['esbuild', 'rollup', 'vite', 'webpack', '@rollup/plugin-node-resolve', '@rollup/plugin-commonjs'];

export default function setup({ provide }: TestProject): () => void {
  if (!existsSync(TOOLS)) throw new Error(`${TOOLS} is missing: run npm run test:adopters`);
  const project = mkdtempSync(join(tmpdir(), 'astc-wasm-adopters-'));
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  installTarball(project);
  installDependencies(modules);
  for (const tool of LINKED_TOOLS) link(join(TOOLS, tool), join(modules, tool));
  link(join(ROOT, 'node_modules/@types/node'), join(modules, '@types/node'));
  provide('project', project);
  return () => rmSync(project, { recursive: true, force: true });
}

/** Scripts do not run: what is packed is the build that is there. */
function installTarball(project: string): void {
  const options = { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' } as const;
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { ...options, stdio: ['ignore', 'pipe', 'ignore'] }));
  execFileSync('tar', ['-xzf', filename], { cwd: project });
  renameSync(join(project, 'package'), join(project, 'node_modules/astc-wasm'));
}

/** Real folders as an installation has them: bundlers treat links differently. */
function installDependencies(modules: string): void {
  const args = ['ls', '--omit=dev', '--all', '--parseable'];
  const listed = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
  for (const folder of listed.trim().split('\n').slice(1)) {
    cpSync(folder, join(modules, relative(join(ROOT, 'node_modules'), folder)), { recursive: true });
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
