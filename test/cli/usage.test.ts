/** Help, wrong usage, and how errors read. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENCODE_DEFAULTS } from '../../src/options/encode-options.js';
import { VERSION } from '../../src/version.js';
import { FIXTURES, makeFolder, runCli } from '../support/cli.js';

const COMMANDS = ['encode', 'decode', 'info', 'compare', 'analyze', 'validate', 'bench', 'completion'];

describe('help', () => {
  it('lists the commands and the exit codes', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout.toString()).toContain(`\n  ${command} `);
    expect(stdout.toString()).toContain('130 interrupted');
  });

  it.each(COMMANDS)('of %s teaches with examples', async (command) => {
    const { code, stdout } = await runCli([command, '--help']);
    expect(code).toBe(0);
    expect(stdout.toString().match(new RegExp(`\n {2}(cat .* )?astc-wasm ${command} `, 'g'))!.length).toBeGreaterThan(
      2,
    );
  });

  it('shows the defaults of the library', async () => {
    // The terminal's width breaks lines where it likes.
    const text = (await runCli(['encode', '--help'])).stdout.toString().replaceAll(/\s+/g, ' ');
    for (const name of ['block', 'quality', 'content', 'swizzle', 'alpha', 'threads', 'profile', 'format'] as const) {
      expect(text).toContain(`default: ${ENCODE_DEFAULTS[name]})`);
    }
  });

  it('is shown and exit code 1 without a command', async () => {
    expect(await runCli([])).toMatchObject({ code: 1, stderr: expect.stringContaining('Usage: astc-wasm') });
  });

  it('tells the version', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: Buffer.from(`${VERSION}\n`) });
  });

  it('tells with the version what runs here, as JSON', async () => {
    const result = await runCli(['--version', '--json']);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const binary = readFileSync(new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url));
    // V8 has it since 11.4.
    const [major = 0, minor = 0] = process.versions.v8.split('.').map(Number);
    const hasRelaxedSimd = major > 11 || (major === 11 && minor >= 4);
    expect(JSON.parse(result.stdout.toString())).toEqual({
      schema: 1,
      version: VERSION,
      codec: {
        version: VERSION,
        bytes: binary.length,
        sha256: createHash('sha256').update(binary).digest('hex'),
      },
      wasm: { simd: true, relaxedSimd: hasRelaxedSimd, sharedMemory: true },
      node: process.versions.node,
      v8: process.versions.v8,
      platform: process.platform,
      arch: process.arch,
      cores: expect.any(Number),
    });
  });
});

describe('wrong usage', () => {
  it('suggests the nearest option', async () => {
    const result = await runCli(['encode', 'a.png', '--qualty', 'fast']);
    expect(result).toMatchObject({
      code: 1,
      stderr: "error: unknown option '--qualty'\nhint: did you mean --quality?\n",
    });
  });

  it('suggests the nearest command', async () => {
    const result = await runCli(['encod', 'a.png']);
    expect(result).toMatchObject({ code: 1, stderr: "error: unknown command 'encod'\nhint: did you mean encode?\n" });
  });

  it('suggests the nearest value', async () => {
    const result = await runCli(['encode', 'a.png', '--quality', 'thorogh']);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(
      /^error: Expected realtime, .* for --quality but received thorogh\nhint: did you mean thorough\?\n$/,
    );
  });

  it('names the flag as it is typed, and shows what was typed', async () => {
    const result = await runCli(['encode', 'a.png', '--channel-weights', '1,1,1']);
    expect(result).toMatchObject({
      code: 1,
      stderr:
        'error: Expected four numbers of 0 or more, not all 0, or perceptual for --channel-weights but received 1,1,1\n' +
        'hint: did you mean 1,1,1,1?\n',
    });
  });

  it('knows flags of other tools', async () => {
    const result = await runCli(['encode', 'a.png', '--srgb']);
    expect(result).toMatchObject({
      code: 1,
      stderr: "error: unknown option '--srgb'\nhint: did you mean --color-space srgb?\n",
    });
  });

  it('knows that other tools take the output without a flag', async () => {
    const folder = makeFolder();
    for (const args of [
      ['encode', 'a.png', 'a.ktx2'],
      ['decode', 'a.ktx2', 'A.PNG'],
    ]) {
      expect(await runCli(args, { cwd: folder.path })).toMatchObject({
        code: 1,
        stderr: `error: Expected inputs that exist but received ${args[2]}\nhint: -o ${args[2]} names the output\n`,
      });
    }
    folder.remove();
  });

  it('of levels and texels a texture has not names the flag', async () => {
    const texture = join(FIXTURES, 'textures/sprite-4x4-mips-premultiplied.ktx2');
    for (const args of [['decode', '-o', '-'], ['info'], ['compare', texture]]) {
      const { code, stderr } = await runCli([args[0]!, texture, ...args.slice(1), '--level', '31']);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error: .*: Expected a whole number from 0 to \d for --level but received 31\n$/);
    }
    const { stderr } = await runCli(['info', texture, '--block-at', '9999,0']);
    expect(stderr).toMatch(/: Expected a texel from 0,0 to \d+,\d+ for --block-at but received 9999,0\n$/);
  });

  it('of texture options for two images is refused', async () => {
    const scene = join(FIXTURES, 'images/scene-rgb8.png');
    const result = await runCli(['compare', scene, scene, '--level', '1']);
    expect(result).toMatchObject({
      code: 1,
      stderr: 'error: Expected no --level for two images: it is for textures\n',
    });
  });

  it.each([
    [['encode']],
    [['encode', 'a.png', '--block', '7x7']],
    [['encode', 'a.png', '--quality', '140']],
    [['encode', 'a.png', '--threads', '0']],
    [['encode', 'a.png', '--threads', 'many']],
    [['encode', 'a.png', '--channel-weights', '1,x,1,1']],
    [['encode', 'a.png', '--container', 'pvr']],
    [['decode', 'a.ktx2', '--bits', '12']],
    [['decode', 'a.ktx2', '--level', 'top']],
    [['decode', 'a.ktx2', '-o', 'a.jpg']],
    [['info', 'a.ktx2', '--block-at', '3']],
    [['decode', 'a.ktx2', '--threads', '2', '--threads', '3']],
    [['encode', 'a.png', '--mip-filter', 'box']],
    [['encode', 'a.png', '-o', 'a.ktx2', '--container', 'ktx']],
    [['decode', 'a.ktx2', '--force', '--skip-existing']],
    [['compare', 'a.png']],
    [['compare', 'a.png', 'b.png', '--min-psnr', 'high']],
  ])('is exit code 1 and one line: %j', async (args) => {
    const result = await runCli(args);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^error: [^\n]+\n(hint: [^\n]+\n)?$/);
    expect(result.stdout.length).toBe(0);
  });

  it('is one document with --json, also before a command runs', async () => {
    for (const args of [
      ['encode', 'a.png', '--json', '--qualty', '3'],
      ['encode', 'a.png', '--json', '--block', '7x7'],
    ]) {
      const result = await runCli(args);
      expect(result.code).toBe(1);
      expect(JSON.parse(result.stdout.toString())).toMatchObject({
        schema: 1,
        version: VERSION,
        files: [],
        failed: [{ input: null, code: 'E_OPTION', message: expect.any(String) }],
      });
    }
  });
});

describe('errors', () => {
  it('are one line without a stack, and have one with --verbose', async () => {
    const folder = makeFolder();
    const short = await runCli(['encode', 'missing.png'], { cwd: folder.path });
    expect(short.stderr).toBe('error: missing.png: cannot be read (no such file or folder)\n');
    const long = await runCli(['encode', 'missing.png', '--verbose'], { cwd: folder.path });
    folder.remove();
    expect(long.stderr).toContain('AstcError: cannot be read');
    expect(long.stderr).toContain('caused by Error: ENOENT');
  });

  it('are coloured only where FORCE_COLOR asks for it and NO_COLOR does not forbid it', async () => {
    const stderrOf = async (env: Record<string, string>) => (await runCli(['info', 'nothing.ktx2'], { env })).stderr;
    expect(await stderrOf({})).not.toContain('\u001b[');
    expect(await stderrOf({ FORCE_COLOR: '1' })).toContain('\u001b[31merror:');
    expect(await stderrOf({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001b[');
  });
});
