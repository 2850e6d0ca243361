/** The manual pages of the build: as troff reads them, and against the declared options. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMPARE_FLAGS, ENCODE_FLAGS, INFO_FLAGS } from '../../src/cli/command-options.js';
import { flagName, hasFlag } from '../../src/cli/flags.js';
import { runCli } from '../support/cli.js';

const FOLDER = fileURLToPath(new URL('../../man/', import.meta.url));
const PAGES = readdirSync(FOLDER);
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const textOf = (page: string) => readFileSync(`${FOLDER}${page}`, 'utf8');

const isThere = (tool: string, ...args: string[]) => spawnSync(tool, args, { input: '' }).error === undefined;
const HAS_GROFF = isThere('groff', '--version');
const HAS_MANDOC = isThere('mandoc', '-Tlint');
for (const [tool, has] of Object.entries({ groff: HAS_GROFF, mandoc: HAS_MANDOC }))
  if (!has) console.warn(`SKIPPED: manual pages as ${tool} reads them, which is not on PATH`);
const why = (tool: string, has: boolean) => (has ? '' : `: skipped, no ${tool} on PATH`);

describe('manual pages', () => {
  it('are one of the program and one of each command that --help lists, all in package.json', async () => {
    const help = (await runCli(['--help'])).stdout.toString();
    const commands = [...help.matchAll(/^ {2}([a-z]+) .*\S$/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help');
    expect(commands).toContain('encode');
    expect([...PAGES].sort()).toEqual(['astc-wasm.1', ...commands.map((name) => `astc-wasm-${name}.1`)].sort());
    expect([...manifest.man].sort()).toEqual(PAGES.map((page) => `./man/${page}`).sort());
  });

  it.each(Object.entries({ encode: ENCODE_FLAGS, compare: COMPARE_FLAGS, info: INFO_FLAGS }))(
    'of %s have every option, with its help',
    (command, options) => {
      const text = textOf(`astc-wasm-${command}.1`).replaceAll('\\-', '-');
      for (const [name, option] of Object.entries(options)) {
        if (!hasFlag(option)) continue;
        expect(text).toContain(flagName(name).slice(2));
        expect(text).toContain(option.help);
      }
    },
  );

  it.each(PAGES)('%s is ASCII, in the sections that readers expect', (page) => {
    const text = textOf(page);
    expect(text).toMatch(/^[\n -~]+$/);
    const sections = [...text.matchAll(/^\.SH (.+)$/gm)].map(([, name]) => name);
    expect(sections.slice(0, 2)).toEqual(['NAME', 'SYNOPSIS']);
    expect(sections).toContain('OPTIONS');
    expect(sections.slice(-2)).toEqual(['EXIT STATUS', 'SEE ALSO']);
  });

  it.skipIf(!HAS_GROFF).each(PAGES)(`groff takes %s without a warning${why('groff', HAS_GROFF)}`, (page) => {
    const { status, stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tutf8', `${FOLDER}${page}`], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.length).toBeGreaterThan(500);
  });

  it.skipIf(!HAS_MANDOC).each(PAGES)(`mandoc takes %s without a warning${why('mandoc', HAS_MANDOC)}`, (page) => {
    const { stdout } = spawnSync('mandoc', ['-Tlint', '-Wwarning', `${FOLDER}${page}`], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
