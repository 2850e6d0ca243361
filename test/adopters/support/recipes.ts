/** A recipe laid out as an adopter's folder, and its programs run there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Hashes } from './expected.js';
import { ADOPTERS, ROOT, TOOLS } from './paths.js';

/** What app/prove.js comes to. */
export interface Proof {
  runs: (Hashes & { threads: number; workers: number })[];
  warnings: string[];
  isIsolated: boolean;
}

export interface ProgramResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** What an adopter types, by the tool a recipe is named after. */
const BUILD_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  esbuild: ['build.mjs'],
  'esbuild-cjs': ['build.mjs'],
  edge: ['build.mjs'],
  webpack: ['webpack-cli/bin/cli.js'],
  rollup: ['rollup/dist/bin/rollup', '--config', 'rollup.config.mjs'],
  vite: ['vite/bin/vite.js', 'build'],
};

/** Milliseconds any program may take. */
const PROGRAM_TIMEOUT_MS = 90_000;

/** The app in a folder of the project, with the files of a recipe over it. */
export function layApp(name: string, recipe?: string): string {
  const folder = join(inject('project'), name);
  cpSync(join(ADOPTERS, 'app'), folder, { recursive: true });
  if (recipe !== undefined) cpSync(join(ROOT, 'recipes', recipe), folder, { recursive: true });
  return folder;
}

/** Runs a program to its end, however that comes. */
export function run(program: string, args: readonly string[], cwd: string): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = start(program, args, cwd);
    const output = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => (output.stdout += chunk));
    child.stderr?.on('data', (chunk) => (output.stderr += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
}

/** Starts a program; without colours, and without what npm and vitest left in the environment. */
export function start(program: string, args: readonly string[], cwd: string): ChildProcess {
  const isOurs = (name: string) => /^(npm_|VITEST|NODE_ENV|NODE_OPTIONS|VITE_)/i.test(name);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)));
  return spawn(program, args, {
    cwd,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PROGRAM_TIMEOUT_MS,
  });
}

/** Lays a recipe out and has its tool bundle it into `dist`, there. Fails the test where the tool does. */
export async function buildRecipe(recipe: string): Promise<string> {
  const folder = layApp(recipe, recipe);
  const [script, ...args] = BUILD_COMMANDS[recipe.replace(/^node-/, '')]!;
  const result = await run(process.execPath, [script === 'build.mjs' ? script : join(TOOLS, script!), ...args], folder);
  if (result.code === 0) return folder;
  throw new Error(`${script} of ${recipe}: exit ${result.code}\n${result.stdout}${result.stderr}`);
}

/** The proof a program printed. */
export function parseProof(result: ProgramResult): Proof {
  const line = result.stdout.trim().split('\n').at(-1) ?? '';
  if (result.code !== 0 || !line.startsWith('{'))
    throw new Error(`exit ${result.code}\n${result.stdout}${result.stderr}`);
  return JSON.parse(line);
}
