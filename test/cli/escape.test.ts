/** What a terminal would obey is shown, wherever it comes from; JSON keeps it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { escapeControls } from '../../src/cli/escape-controls.js';
import { createProgressBar } from '../../src/cli/progress-bar.js';
import { Session } from '../../src/cli/session.js';
import { CLI_PATH, FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

describe('escaping', () => {
  it.each([
    ['\u001b[31mred', '\\u001b[31mred'],
    ['two\nlines\r\tand a tab', 'two\\nlines\\r\\tand a tab'],
    ['\u0000\u0007\u007f', '\\u0000\\u0007\\u007f'],
    ['\u009b31m', '\\u009b31m'],
    ['gnp.\u202egpj', 'gnp.\\u202egpj'],
    ['\u2066\u2069\u200e\u061c', '\\u2066\\u2069\\u200e\\u061c'],
    ['line\u2028paragraph\u2029', 'line\\u2028paragraph\\u2029'],
  ])('shows %j as %s', (text, shown) => expect(escapeControls(text)).toBe(shown));

  it('leaves letters of every script, spaces, quotes, backslashes and emoji alone', () => {
    const text = String.raw`C:\Bilder\größe 日本語 עברית "q" 'a' 👩‍🚀.png → x`;
    expect(escapeControls(text)).toBe(text);
  });
});

/** Red, a window title, a line that looks like ours, a turn of direction. */
const HOSTILE = 'a\u001b[31m\u001b]0;owned\u0007\nerror: faked\u202e';
const SHOWN = 'a\\u001b[31m\\u001b]0;owned\\u0007\\nerror: faked\\u202e';
const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const TEXTURE = join(FIXTURES, 'textures/scene-6x6-srgb.ktx2');
const FAST = ['--quality', 'fastest', '--threads', '1'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli(args, { cwd: folder.path });

if (process.platform === 'win32') console.warn('SKIPPED: control characters in names, which Windows does not allow');
describe.skipIf(process.platform === 'win32')('a file name with control characters', () => {
  it('is escaped in results, details and what is skipped, and kept in JSON', async () => {
    copyFileSync(SCENE, folder.at(`${HOSTILE}.png`));
    const encoded = await run('encode', `${HOSTILE}.png`, '--verbose', ...FAST);
    expect(encoded.code).toBe(0);
    expect(encoded.stdout.toString()).toMatch(/^[^\n]+\n$/);
    expect(encoded.stdout.toString()).toContain(`${SHOWN}.png → ${SHOWN}.ktx2 `);
    expect(encoded.stderr).toContain(`${SHOWN}.png: reading\n`);
    expect(encoded.stdout.toString() + encoded.stderr).not.toMatch(OBEYED);
    const skipped = await run('encode', `${HOSTILE}.png`, '--skip-existing', ...FAST);
    expect(skipped.stdout.toString()).toBe(`${SHOWN}.png: skipped, ${SHOWN}.ktx2 exists\n`);
    const json = await run('encode', `${HOSTILE}.png`, '--force', '--json', ...FAST);
    expect(parseDocument(json).files[0]).toMatchObject({ input: `${HOSTILE}.png`, output: `${HOSTILE}.ktx2` });
    const decoded = await run('decode', `${HOSTILE}.ktx2`, '-o', `b${HOSTILE}.png`, ...FAST.slice(2));
    expect(decoded.stdout.toString()).toContain(`${SHOWN}.ktx2 → b${SHOWN}.png `);
    expect(decoded.stdout.toString()).not.toMatch(OBEYED);
  });

  it('is escaped in errors, hints, stacks and warnings, and kept in JSON', async () => {
    copyFileSync(SCENE, folder.at(`${HOSTILE}.jpg`));
    const warned = await run('encode', `${HOSTILE}.jpg`, ...FAST);
    expect(warned.stderr).toBe(`warning: ${SHOWN}.jpg: is a PNG image although its extension is .jpg\n`);
    const existing = await run('encode', `${HOSTILE}.jpg`, '--verbose', ...FAST);
    expect(existing.stderr).toContain(`error: ${SHOWN}.jpg: ${SHOWN}.ktx2 exists already\nhint: `);
    expect(existing.stderr).not.toMatch(OBEYED);
    for (const command of ['encode', 'decode', 'info']) {
      const missing = await run(command, `missing${HOSTILE}.bin`);
      expect(missing).toMatchObject({ code: 2 });
      expect(missing.stderr).toBe(`error: missing${SHOWN}.bin: cannot be read (no such file or folder)\n`);
    }
    const compared = await run('compare', SCENE, `missing${HOSTILE}.png`, '--json');
    expect(compared.stderr).not.toMatch(OBEYED);
    expect(JSON.parse(compared.stdout.toString())).toMatchObject({ failed: [{ input: `missing${HOSTILE}.png` }] });
  });

  it('is escaped in info', async () => {
    copyFileSync(TEXTURE, folder.at(`${HOSTILE}.ktx2`));
    const { stdout } = await run('info', `${HOSTILE}.ktx2`);
    expect(stdout.toString()).toMatch(/^a\\u001b[^\n]+\n {2}container/);
    expect(stdout.toString()).not.toMatch(OBEYED);
  });

  it('is escaped in the progress bar', () => {
    vi.stubEnv('CI', '');
    vi.stubEnv('TERM', 'xterm');
    const { isTTY } = process.stderr;
    process.stderr.isTTY = true;
    let written = '';
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      written += chunk;
      return true;
    });
    createProgressBar(new Session({}, new AbortController().signal), '\u001b[2Jx').update({
      done: 1,
      total: 2,
      seconds: 2,
    });
    write.mockRestore();
    vi.unstubAllEnvs();
    process.stderr.isTTY = isTTY;
    expect(written).toContain('\\u001b[2Jx');
    expect(written.replace('\u001b[K', '')).not.toContain('\u001b');
  });
});

const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) console.warn('SKIPPED: a terminal, which takes script(1)');

describe('other text', () => {
  it.each([
    [['encode', 'a.png', `--${HOSTILE}`], `error: unknown option '--${SHOWN}'\n`],
    [[`\u001b[31mencode`], "error: unknown command '\\u001b[31mencode'\n"],
    [['encode', 'a.png', '--container', '\u001b[31m'], /^error: .*received \\u001b\[31m\n/],
    [['info', 'a.ktx2', '--block-at', '\u001b[31m'], /^error: .*received \\u001b\[31m\n/],
  ])('of the command line is escaped: %j', async (args, shown) => {
    const result = await run(...args);
    expect(result.code).toBe(1);
    expect(result.stderr).not.toMatch(OBEYED);
    if (typeof shown === 'string') expect(result.stderr).toBe(shown);
    else expect(result.stderr).toMatch(shown);
  });

  it('of a file, such as the writer it names, is escaped', async () => {
    const bytes = readFileSync(TEXTURE);
    const writer = bytes.indexOf('KTXwriter\0') + 'KTXwriter\0'.length;
    expect(writer).toBeGreaterThan(100);
    // The reader of KTX2 lets no control through, but a turn of direction.
    bytes.write('\u202e', writer);
    writeFileSync(folder.at('w.ktx2'), bytes);
    const { stdout } = await run('info', 'w.ktx2');
    expect(stdout.toString()).toContain(', written by \\u202e');
    expect(stdout.toString()).not.toMatch(OBEYED);
    const { files } = parseDocument(await run('info', 'w.ktx2', '--json'));
    expect(files[0]!.writer).toMatch(/^\u202e/);
  });

  it.skipIf(!hasTerminal)('is escaped on a terminal, whose colours are ours alone', () => {
    copyFileSync(SCENE, folder.at(`${HOSTILE}.png`));
    writeFileSync(folder.at('run.sh'), `"${process.execPath}" "${CLI_PATH}" encode *.png --verbose ${FAST.join(' ')}`);
    const { stdout } = spawnSync('script', ['-qec', 'sh run.sh', '/dev/null'], { cwd: folder.path });
    expect(stdout.toString()).toContain(`${SHOWN}.png → ${SHOWN}.ktx2`);
    expect(stdout.toString().replaceAll('\r\n', '\n')).not.toMatch(OBEYED);
  });
});
