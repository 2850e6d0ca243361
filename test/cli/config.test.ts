/** `astc.config.*`: which one holds, what its rules change, who wins, and how its faults are told. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const TYPESCRIPT = fileURLToPath(new URL('../../node_modules/typescript', import.meta.url));

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  for (const path of ['a.png', 'normals/n.png', 'ui/u.png', 'ui/deep/v.png']) place(path);
});
afterEach(() => folder.remove());

function place(path: string, source = SCENE): void {
  mkdirSync(dirname(folder.at(path)), { recursive: true });
  copyFileSync(source, folder.at(path));
}
function configure(config: unknown, name = 'astc.config.json'): void {
  mkdirSync(dirname(folder.at(name)), { recursive: true });
  writeFileSync(folder.at(name), typeof config === 'string' ? config : JSON.stringify(config));
}

const run = (args: readonly string[], { env = {}, cwd = '.' }: { env?: Record<string, string>; cwd?: string } = {}) =>
  runCli(args, { cwd: folder.at(cwd), env });
const encode = (args: readonly string[], options?: Parameters<typeof run>[1]) =>
  run(['encode', ...args, '--json'], options);
/** "input > output" and what the file's facts say of one field. */
const planOf = async (...args: string[]) =>
  parseDocument(await encode([...args, '--dry-run'])).files.map(({ input, output }) => `${input} > ${output}`);
interface Held {
  value: unknown;
  source: string;
}
async function heldOf(path: string, args: readonly string[] = [], options?: Parameters<typeof run>[1]) {
  const document = parseDocument(await encode([path, '--print-config', ...args], options));
  return document.files[0]!.options as Record<string, Held>;
}

describe('which config holds', () => {
  it('is the nearest one above the working folder; paths in it are meant from its own', async () => {
    configure({ block: '4x4', output: 'out/' });
    expect(await heldOf('v.png', [], { cwd: 'ui/deep' })).toMatchObject({
      block: { value: '4x4', source: '../../astc.config.json' },
      output: { value: '../../out/', source: '../../astc.config.json' },
    });
    configure({ block: '5x5' }, 'ui/astc.config.json');
    expect(await heldOf('v.png', [], { cwd: 'ui/deep' })).toMatchObject({
      block: { value: '5x5' },
      output: { value: null },
    });
  });

  it('is none with --no-config, and the one that --config or ASTC_CONFIG names', async () => {
    configure({ block: '4x4' });
    configure({ block: '5x5' }, 'other/mine.json');
    expect((await heldOf('a.png', ['--no-config'])).block).toEqual({ value: '6x6', source: 'default' });
    expect((await heldOf('a.png', ['--config', 'other/mine.json'])).block).toEqual({
      value: '5x5',
      source: 'other/mine.json',
    });
    const env = { ASTC_CONFIG: 'other/mine.json' };
    expect((await heldOf('a.png', [], { env })).block!.value).toBe('5x5');
    expect((await heldOf('a.png', ['--no-config'], { env })).block!.value).toBe('6x6');
    expect(await encode(['a.png', '--config', 'no.json'])).toMatchObject({
      code: 2,
      stderr: 'error: Expected a file for --config but found none at no.json\n',
    });
  });

  it('is refused where two lie in one folder', async () => {
    configure({});
    configure('export default {}', 'astc.config.mjs');
    expect(await encode(['a.png'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Expected one config in .* but found astc\.config\.json and astc\.config\.mjs\n/),
    });
  });

  it('is nothing to commands that make no textures', async () => {
    configure('no JSON');
    place('a.astc', join(FIXTURES, 'textures/scene-6x6.astc'));
    expect(await run(['decode', 'a.astc', '-o', 'decoded.png'])).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['info', 'a.astc'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('code as config', () => {
  it.each([
    ['astc.config.mjs', "export default { block: '4x4' }"],
    ['astc.config.mjs', "export default async () => ({ block: '4x4' })"],
    ['astc.config.mjs', "import { block } from './shared.mjs'; export default Promise.resolve({ block })"],
    ['astc.config.js', "module.exports = { block: '4x4' }"],
  ])('%s: %s', async (name, text) => {
    writeFileSync(folder.at('shared.mjs'), "export const block = '4x4';");
    configure(text, name);
    expect((await heldOf('a.png')).block).toEqual({ value: '4x4', source: name });
  });

  const TYPED = `import type { Config } from 'astc-wasm';
    const block: Config['block'] = '4x4';
    export default { block } satisfies Config;`;

  it('astc.config.ts is read by Node, or by the compiler beside it, and leaves nothing behind', async () => {
    configure(TYPED, 'astc.config.ts');
    mkdirSync(folder.at('node_modules'));
    symlinkSync(TYPESCRIPT, folder.at('node_modules/typescript'), 'dir');
    expect((await heldOf('a.png')).block).toEqual({ value: '4x4', source: 'astc.config.ts' });
    expect((await planOf('-r', '.')).length).toBe(4);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('astc.config'))).toEqual(['astc.config.ts']);
  });

  const reads = Boolean((process as { features: { typescript?: unknown } }).features.typescript);
  if (reads) console.warn('SKIPPED: TypeScript without a reader, which this Node is itself');
  it.skipIf(reads)('astc.config.ts without either says what to do', async () => {
    configure(TYPED, 'astc.config.ts');
    const { code, stderr } = await encode(['a.png']);
    expect(code).toBe(5);
    expect(stderr).toMatch(/^error: astc\.config\.ts: TypeScript, .*\nhint: npm install typescript/);
  });

  it('that fails is told with what it said', async () => {
    configure("throw new Error('no such tier')", 'astc.config.mjs');
    expect(await encode(['a.png'])).toMatchObject({
      code: 1,
      stderr: 'error: astc.config.mjs: its code failed (no such tier)\n',
    });
  });
});

describe('rules', () => {
  it('change the files they match, the later one wins, and bytes are those that flags give', async () => {
    configure({
      quality: 'fastest',
      rules: [
        { files: 'normals/**', content: 'normal', block: '4x4' },
        { files: ['ui/**', '!ui/deep/**'], block: '8x8', mipmaps: true },
        { files: 'ui/*.png', block: '5x5' },
      ],
    });
    const { files, settings } = parseDocument(await encode(['-r', '.', '-o', 'out']));
    expect(settings).toMatchObject({ quality: 'fastest', block: '6x6', content: 'color', mipmaps: false });
    expect(files.map(({ input, block, levels, settings: own }) => ({ input, block, levels, own }))).toEqual([
      { input: 'a.png', block: '6x6', levels: 1, own: undefined },
      { input: 'normals/n.png', block: '4x4', levels: 1, own: { block: '4x4', content: 'normal' } },
      { input: 'ui/deep/v.png', block: '6x6', levels: 1, own: undefined },
      { input: 'ui/u.png', block: '5x5', levels: 7, own: { block: '5x5', mipmaps: true } },
    ]);
    const flags = ['--no-config', '--quality', 'fastest', '-o', 'flags/'];
    await encode(['normals/n.png', '--content', 'normal', '--block', '4x4', ...flags]);
    await encode(['ui/u.png', '--mipmaps', '--block', '5x5', ...flags]);
    for (const name of ['n.ktx2', 'u.ktx2']) {
      const ours = readFileSync(folder.at(name === 'n.ktx2' ? `out/normals/${name}` : `out/ui/${name}`));
      expect(ours.equals(readFileSync(folder.at(`flags/${name}`)))).toBe(true);
    }
  }, 30_000);

  it('name outputs by each file’s container and footprint; those that would meet are refused', async () => {
    configure({ rules: [{ files: 'ui/**', container: 'ktx', block: '4x4' }] });
    expect(await planOf('a.png', 'ui/u.png')).toEqual(['a.png > a.ktx2', 'ui/u.png > ui/u.ktx']);
    expect(await planOf('a.png', 'ui/u.png', '-o', '{dir}/{name}.{block}{ext}')).toEqual([
      'a.png > a.6x6.ktx2',
      'ui/u.png > u.4x4.ktx',
    ]);
    place('ui/a.png');
    expect(await planOf('a.png', 'ui/a.png', '-o', 'o/{name}{ext}')).toHaveLength(2);
    configure({ rules: [{ files: 'ui/**', block: '4x4' }] });
    expect(await encode(['a.png', 'ui/a.png', '-o', 'o/{name}{ext}'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/both a\.png and ui\/a\.png would become o\/a\.ktx2/),
    });
  });

  it('have their own entries in a cache', async () => {
    configure({ quality: 'fastest', cache: 'kept', force: true, rules: [{ files: 'ui/**', block: '4x4' }] });
    const cachedOf = async () => parseDocument(await encode(['a.png', 'ui/u.png'])).files.map(({ cached }) => cached);
    // One picture, two footprints: the second is not the first's.
    expect(await cachedOf()).toEqual([undefined, undefined]);
    expect(await cachedOf()).toEqual([true, true]);
    configure({ quality: 'fastest', cache: 'kept', force: true, rules: [{ files: 'ui/**', block: '5x5' }] });
    expect(await cachedOf()).toEqual([true, undefined]);
  }, 30_000);

  it('may give a picture for a level to one file, and not to several', async () => {
    await encode(['a.png', '--resize', '32x20', '-o', 'half.ktx2']);
    mkdirSync(folder.at('art'));
    await run(['decode', 'half.ktx2', '-o', 'art/half.png']);
    configure({ quality: 'fastest', rules: [{ files: 'ui/u.png', mipmaps: true, mipLevel: '1=art/half.png' }] });
    const { files } = parseDocument(await encode(['u.png', '../a.png', '-o', 'o/'], { cwd: 'ui' }));
    expect(files.map(({ levels }) => levels)).toEqual([7, 1]);
    configure({ rules: [{ files: '**', mipmaps: true, mipLevel: '1=art/half.png' }] });
    expect(await encode(['a.png', 'ui/u.png'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Expected one input beside --mip-level but received 2/),
    });
  }, 30_000);

  it('of the first picture hold for a texture of several, others than those of the rest are refused', async () => {
    configure({ quality: 'fastest', rules: [{ files: 'ui/**', block: '4x4' }] });
    const { files } = parseDocument(await encode(['ui/u.png', 'ui/deep/v.png', '--array', '-o', 'ui.ktx2']));
    expect(files).toMatchObject([{ block: '4x4', layers: 2, settings: { block: '4x4' } }]);
    expect(await encode(['a.png', 'ui/u.png', '--array', '-o', 'b.ktx2'])).toMatchObject({
      code: 1,
      stderr:
        'error: Expected the same options for all pictures of one texture but astc.config.json rules[0].block is not for both a.png and ui/u.png\n',
    });
  });

  it('make a shape of each of their files alone', async () => {
    configure({ quality: 'fastest', rules: [{ files: 'ui/**', array: true }] });
    const { files } = parseDocument(await encode(['a.png', 'ui/u.png', 'ui/deep/v.png', '-o', 'o/']));
    expect(files.map(({ layers }) => layers)).toEqual([undefined, 1, 1]);
  });
});

describe('who wins', () => {
  beforeEach(() =>
    configure({ quality: 'thorough', mipmaps: true, rules: [{ files: 'a.png', quality: 'fast', block: '4x4' }] }),
  );

  it('is the flag, then the environment, then the last rule, then the top', async () => {
    const env = { ASTC_QUALITY: 'medium' };
    expect((await heldOf('ui/u.png')).quality).toEqual({ value: 'thorough', source: 'astc.config.json' });
    expect((await heldOf('a.png')).quality).toEqual({ value: 'fast', source: 'astc.config.json rules[0]' });
    expect((await heldOf('a.png', [], { env })).quality).toEqual({ value: 'medium', source: 'ASTC_QUALITY' });
    const held = await heldOf('a.png', ['--quality', 'fastest'], { env });
    expect(held.quality).toEqual({ value: 'fastest', source: 'flag' });
    expect(held.block).toEqual({ value: '4x4', source: 'astc.config.json rules[0]' });
    expect(held.alpha).toEqual({ value: 'straight', source: 'default' });
  });

  it('can switch off what another switched on', async () => {
    expect((await heldOf('a.png')).mipmaps!.value).toBe(true);
    expect((await heldOf('a.png', ['--no-mipmaps'])).mipmaps).toEqual({ value: false, source: 'flag' });
    const held = await heldOf('a.png', [], { env: { ASTC_MIPMAPS: '0' } });
    expect(held.mipmaps).toEqual({ value: false, source: 'ASTC_MIPMAPS' });
  });

  it('leaves out what it made meaningless, of weaker sources', async () => {
    configure({ block: '4x4', zstd: 5, resize: '32x', mipmaps: true, levels: 3, failFast: true, mipFilter: 'box' });
    const held = await heldOf('a.png', ['--format', 'etc1', '--container', 'ktx', '--scale', '0.5', '--keep-going']);
    expect(held).toMatchObject({ zstd: { value: null }, resize: { value: null }, failFast: { value: false } });
    expect(held.block).toEqual({ value: '6x6', source: 'default' });
    const flat = await heldOf('a.png', ['--no-mipmaps']);
    expect(flat).toMatchObject({ levels: { value: null }, mipFilter: { value: 'lanczos3' } });
    const result = await encode(['a.png', '--format', 'etc1', '-o', 'a.ktx', '--scale', '0.5']);
    expect(parseDocument(result)).toMatchObject({
      files: [{ container: 'ktx', format: 'etc1', width: 32, levels: 3 }],
    });
  });

  it('is refused where it has no effect, with its source and the file', async () => {
    configure({ rules: [{ files: 'a.png', mipFilter: 'box' }] });
    expect(await encode(['ui/u.png', 'a.png'])).toMatchObject({
      code: 1,
      stderr: 'error: a.png: Expected --mipmaps beside astc.config.json rules[0].mipFilter\n',
    });
    configure({ rules: [{ files: 'a.png', format: 'etc1' }] });
    expect(await encode(['a.png', '--block', '4x4'])).toMatchObject({
      code: 1,
      stderr:
        'error: a.png: Expected no --block for astc.config.json rules[0].format etc1 but received 4x4\n' +
        'hint: --block is for astc.config.json rules[0].format astc\n',
    });
    configure({ resize: '32x', scale: 0.5 });
    expect(await encode(['a.png'])).toMatchObject({
      code: 1,
      stderr: 'error: Expected astc.config.json resize or astc.config.json scale but received both\n',
    });
  });

  it('is the output’s name over the container of a config', async () => {
    configure({ container: 'ktx2', zstd: 3 });
    const { files } = parseDocument(await encode(['a.png', '--quality', 'fastest', '-o', 'a.astc']));
    expect(files).toMatchObject([{ container: 'astc' }]);
  });
});

describe('the environment', () => {
  it('gives options of every kind', async () => {
    const env = {
      ASTC_CHANNEL_WEIGHTS: '1,1,1,0.5',
      ASTC_THREADS: '1',
      ASTC_METRICS: 'true',
      ASTC_CACHE: 'kept',
      ASTC_BLOCK: '',
      ASTC_REPORT: 'junit=r.xml',
    };
    expect(await heldOf('a.png', [], { env })).toMatchObject({
      channelWeights: { value: [1, 1, 1, 0.5], source: 'ASTC_CHANNEL_WEIGHTS' },
      threads: { value: 1 },
      metrics: { value: true },
      cache: { value: 'kept' },
      block: { value: '6x6', source: 'default' },
      report: { value: ['junit=r.xml'] },
    });
  });

  it('is told its slips', async () => {
    expect(await encode(['a.png'], { env: { ASTC_BLOCK: '7x7' } })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: Expected 4x4, .* for ASTC_BLOCK but received 7x7\n/),
    });
    const { code, stderr } = await encode(['a.png', '--dry-run'], { env: { ASTC_QUALTY: 'fast', ASTC_X: '1' } });
    expect(code).toBe(0);
    expect(stderr).toBe(
      'warning: environment: ASTC_QUALTY names no option: did you mean ASTC_QUALITY?\n' +
        'warning: environment: ASTC_X names no option\n',
    );
  });

  it('shapes the talk as well', async () => {
    expect(await run(['encode', 'a.png', '--quality', 'fastest'], { env: { ASTC_QUIET: '1' } })).toMatchObject({
      code: 0,
      stdout: Buffer.from(''),
    });
    const { stdout } = await run(['encode', 'a.png', '--dry-run'], { env: { ASTC_JSON: '1' } });
    expect(JSON.parse(stdout.toString())).toMatchObject({ dryRun: true });
  });
});

describe('faults of a config', () => {
  it.each([
    ['{', /^astc\.config\.json: Expected JSON but /],
    [[], /^astc\.config\.json: Expected an object but received \[\]$/],
    [{ block: '7x7' }, /^astc\.config\.json: block: Expected 4x4, .* for block but received 7x7$/],
    [
      { blok: '4x4' },
      /^astc\.config\.json: blok: Expected the name of an option but received blok\|did you mean block\?$/,
    ],
    [{ rules: {} }, /^astc\.config\.json: rules: Expected a list of rules but received \{\}$/],
    [{ rules: [{ block: '4x4' }] }, /^astc\.config\.json: rules\[0\]\.files: Expected a pattern of files or a list/],
    [
      { rules: [{ files: '*' }, { files: '*', quality: 101 }] },
      /^astc\.config\.json: rules\[1\]\.quality: Expected realtime, .* for quality but received 101$/,
    ],
    [
      { rules: [{ files: '*', threads: 2 }] },
      /^astc\.config\.json: rules\[0\]\.threads: Expected an option of one file's texture but received threads, one of the/,
    ],
    [{ rules: [{ files: '*', qualty: 2 }] }, /rules\[0\]\.qualty: .*\|did you mean quality\?$/],
    [{ dryRun: true }, /^astc\.config\.json: dryRun: Expected the name of an option/],
  ])('%j', async (config, message) => {
    configure(config);
    const { code, stderr } = await encode(['a.png']);
    expect(code).toBe(1);
    expect(stderr.trim().replace('error: ', '').replace('\nhint: ', '|')).toMatch(message);
  });
});

describe('--print-config', () => {
  it('tells of the run where there is no input, as a table too', async () => {
    configure({ block: '5x5' });
    const { stdout } = await run(['encode', '--print-config', '--threads', '3']);
    const text = stdout.toString();
    expect(text).toContain(`config: ${join(folder.path, 'astc.config.json')}\n`);
    expect(text).toMatch(/^block +5x5 +astc\.config\.json$/m);
    expect(text).toMatch(/^threads +3 +flag$/m);
    expect(text).toMatch(/^output +\(beside the input\) +default$/m);
    const document = parseDocument(await encode(['--print-config', '--no-config']));
    expect(document).toMatchObject({
      config: null,
      options: { block: { value: '6x6', source: 'default' } },
      failed: [],
    });
  });

  it('makes nothing, of files that are not there either', async () => {
    expect((await heldOf('later/x.png')).block!.value).toBe('6x6');
    expect(await planOf('a.png')).toEqual(['a.png > a.ktx2']);
  });
});

describe('analyze', () => {
  it('takes from a config what it has, rules included, and no more', async () => {
    configure({
      force: true,
      quality: 'fastest',
      blocks: ['8x8', '12x12'],
      rules: [{ files: 'ui/**', quality: 'fast' }],
    });
    const { files } = parseDocument(await run(['analyze', 'a.png', 'ui/u.png', '--json']));
    expect(files.map(({ quality }) => quality)).toEqual(['fastest', 'fast']);
    for (const { footprints } of files)
      expect((footprints as { block: string }[]).map(({ block }) => block)).toEqual(['12x12', '8x8']);
    configure({ profile: 'hdr' });
    expect(await run(['analyze', 'a.png'])).toMatchObject({
      code: 1,
      stderr: 'error: Expected auto or ldr for astc.config.json profile but received hdr\nhint: did you mean ldr?\n',
    });
  });
});

it('batch refuses pictures for levels, which no worker would see', async () => {
  configure({ rules: [{ files: '*', mipmaps: true, mipLevel: '1=b.png' }] });
  expect(await run(['batch', 'a.png', '--queue', 'redis://127.0.0.1:1', '--cache', 'kept'])).toMatchObject({
    code: 1,
    stderr: 'error: Expected no mipLevel for batch but the config has some\nhint: encode takes them\n',
  });
});

describe('--update', () => {
  it('makes again what is older than its input, and leaves the rest', async () => {
    const args = ['a.png', 'ui/u.png', '--quality', 'fastest', '--update'];
    expect(parseDocument(await encode(args)).files).toHaveLength(2);
    const old = new Date(Date.now() - 60_000);
    utimesSync(folder.at('a.ktx2'), old, old);
    const planned = parseDocument(await encode([...args, '--dry-run'])).files.map(({ fate }) => fate);
    expect(planned).toEqual(['replaced', 'skipped']);
    const { files, skipped } = parseDocument(await encode(args));
    expect(files).toMatchObject([{ input: 'a.png' }]);
    expect(skipped).toEqual([{ input: 'ui/u.png', output: 'ui/u.ktx2' }]);
    expect(await encode([...args, '--force'])).toMatchObject({
      code: 1,
      stderr: 'error: Expected --force or --update but received both\n',
    });
  });
});
