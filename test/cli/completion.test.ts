/** Completion scripts in the shells that they are for. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as declared from '../../src/cli/command-options.js';
import { flagUsage, hasFlag } from '../../src/cli/flags.js';
import { FOOTPRINTS, FOOTPRINTS_3D } from '../../src/index.js';
import { makeFolder, parseDocument, runCli } from '../support/cli.js';

const COMMANDS = 'encode decode convert info compare analyze validate batch worker cache bench completion'.split(' ');
const folder = makeFolder();
const scripts: Record<string, string> = {};

const isThere = (shell: string, flag = '--version') => spawnSync(shell, [flag]).error === undefined;
const why = (shell: string) => (isThere(shell) ? '' : `: skipped, no ${shell} on PATH`);
for (const shell of ['bash', 'zsh', 'fish', 'pwsh'].filter((each) => !isThere(each)))
  console.warn(`SKIPPED: completion by ${shell} itself, which is not on PATH`);

beforeAll(async () => {
  for (const shell of declared.SHELLS) {
    const { code, stdout, stderr } = await runCli(['completion', shell]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    scripts[shell] = stdout.toString();
    writeFileSync(folder.at(`astc-wasm.${shell}`), stdout);
  }
  mkdirSync(folder.at('cats and dogs'));
  for (const name of ['cat.png', 'cow.png', 'my cat.png']) writeFileSync(folder.at(name), '');
});
afterAll(folder.remove);

const run = (shell: string, args: string[]) => {
  const { stdout, stderr, status } = spawnSync(shell, args, { cwd: folder.path, encoding: 'utf8', timeout: 30_000 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

describe.skipIf(!isThere('bash'))(`bash${why('bash')}`, () => {
  /** What bash offers for the last word. */
  function complete(...words: string[]): string[] {
    const typed = ['astc-wasm', ...words].map((word) => `'${word}'`).join(' ');
    const script = `source ./astc-wasm.bash
      COMP_WORDS=(${typed}); COMP_CWORD=${words.length}
      $(complete -p astc-wasm | sed -E 's/.*-F ([^ ]+).*/\\1/')
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '-c', script])
      .split('\n')
      .filter((line) => line !== '');
  }

  it('offers commands', () => {
    expect(complete('')).toEqual([...COMMANDS, '--help', '--version']);
    expect(complete('co')).toEqual(['convert', 'compare', 'completion']);
  });

  it('offers every flag of a command, and of no other', () => {
    const { ENCODE_FLAGS, COMPARE_FLAGS } = declared;
    for (const [command, options] of Object.entries({ encode: ENCODE_FLAGS, compare: COMPARE_FLAGS })) {
      const flags = Object.entries(options)
        .filter(([, option]) => hasFlag(option))
        .map(([name, option]) => /--[a-z-]+/.exec(flagUsage(name, option))![0]);
      expect(complete(command, '--').sort()).toEqual([...flags, '--help'].sort());
    }
  });

  it('offers the words that a flag takes, however they are joined', () => {
    const sixes = ['auto', ...FOOTPRINTS, ...FOOTPRINTS_3D].filter((word) => word.startsWith('6'));
    expect(sixes.length).toBeGreaterThan(3);
    expect(complete('encode', 'cat.png', '--block', '6').sort()).toEqual(sixes.sort());
    expect(complete('encode', '--block', '=', '6').sort()).toEqual(sixes);
    expect(complete('encode', '--quality', 've')).toEqual(['verythorough']);
    expect(complete('info', 'cat.ktx2', '--map', '=')).toEqual(['modes', 'partitions', 'error']);
    expect(complete('analyze', '--blocks', '4x4,10x1')).toEqual(['4x4,10x10']);
    expect(complete('encode', '--scale', '')).toEqual([]);
  });

  it('offers files elsewhere, folders where folders are meant', () => {
    expect(complete('encode', 'c').sort()).toEqual(['cat.png', 'cats and dogs', 'cow.png']);
    expect(complete('compare', 'cat.png', '--diff', 'my')).toEqual(['my cat.png']);
    expect(complete('encode', '--cache', 'c')).toEqual(['cats and dogs']);
    // A flag that may stand alone leaves room for an operand.
    expect(complete('encode', '--gpu', 's')).toEqual(['software']);
    expect(complete('encode', '--gpu', 'cow')).toEqual(['cow.png']);
  });

  it('offers the words of operands, and what comes after them', () => {
    expect(complete('cache', '')).toEqual(['stats', 'prune', 'verify']);
    expect(complete('cache', 'prune', '')).toEqual(['cats and dogs']);
    expect(complete('completion', '')).toEqual([...declared.SHELLS]);
  });
});

describe.skipIf(!isThere('fish'))(`fish${why('fish')}`, () => {
  const complete = (line: string) =>
    run('fish', ['--no-config', '-c', `source astc-wasm.fish; complete -C '${line}'`])
      .trimEnd()
      .split('\n')
      .map((each) => each.split('\t')[0]);

  it('offers commands, words, lists and files', () => {
    expect(complete('astc-wasm ').sort()).toEqual(expect.arrayContaining([...COMMANDS].sort()));
    expect(complete('astc-wasm encode --block 6x6')).toEqual(['6x6', '6x6x5', '6x6x6']);
    expect(complete('astc-wasm info --map=e')).toEqual(['--map=error']);
    expect(complete('astc-wasm analyze --blocks 4x4,10x1')).toEqual(['4x4,10x10']);
    expect(complete('astc-wasm compare cat.png --min')).toEqual(['--min-psnr', '--min-ssim']);
    expect(complete('astc-wasm encode co')).toEqual(['cow.png']);
    expect(complete('astc-wasm cache pr')).toEqual(['prune']);
  });
});

describe.skipIf(!isThere('zsh'))(`zsh${why('zsh')}`, () => {
  /** What an interactive zsh shows once a tab follows a line, up to a text that is waited for. */
  function complete(line: string, awaited: string): string {
    const script = `zmodload zsh/zpty
      zpty shell zsh -f -i
      await() { local chunk; repeat 150; do sleep 0.1; while zpty -rt shell chunk; do text+=$chunk; done; [[ $text == *$1* ]] && break; done }
      zpty -w shell "PS1='> '; autoload -U compinit; compinit -u -D; source ./astc-wasm.zsh; print RE''ADY"
      await READY
      text=''
      zpty -w -n shell $'${line}\\t'
      await '${awaited}'
      zpty -d shell
      print -r -- $text`;
    const shown = run('zsh', ['-f', '-c', script]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal obeys is no text.
    return shown.replaceAll(/\u001b\[[\d;?]*[a-zA-Z]|\u0007|.\u0008/g, '');
  }

  it('completes commands and words', () => {
    expect(complete('astc-wasm comple', 'tion')).toContain('astc-wasm completion');
    expect(complete('astc-wasm info --map=er', 'ror')).toContain('--map=error');
    expect(complete('astc-wasm encode --quality verythor', 'ough')).toContain('verythorough');
  });
});

describe.skipIf(!isThere('pwsh'))(`PowerShell${why('pwsh')}`, () => {
  it('offers commands, words and flags', () => {
    const complete = (line: string) =>
      run('pwsh', [
        '-NoProfile',
        '-Command',
        `Get-Content -Raw astc-wasm.pwsh | Invoke-Expression; (TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText`,
      ])
        .trimEnd()
        .split('\n');
    expect(complete('astc-wasm conv')).toEqual(['convert']);
    expect(complete('astc-wasm encode --block 6x6')).toEqual(['6x6', '6x6x5', '6x6x6']);
    expect(complete('astc-wasm compare --min')).toEqual(['--min-psnr', '--min-ssim']);
  });
});

describe('completion', () => {
  it('gives the script in the document with --json', async () => {
    const document = parseDocument(await runCli(['completion', 'fish', '--json']));
    expect(document).toMatchObject({ shell: 'fish', script: scripts.fish });
  });

  it('refuses other shells', async () => {
    expect(await runCli(['completion', 'tcsh'])).toMatchObject({
      code: 1,
      stderr: 'error: Expected bash, zsh, fish, pwsh for the shell but received tcsh\n',
    });
  });

  it('is mentioned by --help', async () => {
    expect((await runCli(['--help'])).stdout.toString()).toContain('source <(astc-wasm completion bash)');
  });

  it('of PowerShell holds every command, with brackets that match', () => {
    const text = readFileSync(folder.at('astc-wasm.pwsh'), 'utf8').replaceAll(/'(?:[^']|'')*'/g, "''");
    for (const [open, close] of ['{}', '()', '[]']) {
      expect(text.split(open!).length).toBe(text.split(close!).length);
    }
    for (const command of COMMANDS) expect(scripts.pwsh).toContain(`'${command}' = `);
  });
});
