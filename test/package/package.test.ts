/** The package as npm delivers it: packed, unpacked elsewhere, run and imported from there. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder } from '../support/cli.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const npm = (args: string[], cwd: string) => {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: exit ${status}\n${stderr}`);
  return { stdout, stderr };
};

const folder = makeFolder();
const project = folder.at('project');
/** What npm says to who installs the tarball. */
let installation: { stdout: string; stderr: string };
let packed: { filename: string; unpackedSize: number; files: { path: string; mode: number }[] };

/** npm installs the tarball without a registry: what it depends on is taken from our own node_modules. */
beforeAll(() => {
  // Scripts would build again, into the folder the other tests run from.
  const { stdout } = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path], ROOT);
  packed = JSON.parse(stdout)[0];
  mkdirSync(project);
  const ours = Object.keys(manifest.dependencies).map((name) => [name, `file:${join(ROOT, 'node_modules', name)}`]);
  const dependencies = { 'astc-wasm': `file:${folder.at(packed.filename)}`, ...Object.fromEntries(ours) };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true, dependencies }));
  installation = npm(
    ['install', '--offline', '--omit=optional', '--no-audit', '--no-fund', '--no-package-lock'],
    project,
  );
}, 120_000);
afterAll(folder.remove);

const installed = (...path: string[]) => join(project, 'node_modules/astc-wasm', ...path);
const runScript = (script: string) =>
  spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: project, encoding: 'utf8' });

/** The files that conditions lead to, however deep. */
const targetsOf = (entry: unknown): string[] =>
  typeof entry === 'object' && entry !== null ? Object.values(entry).flatMap(targetsOf) : [entry as string];

/** Of headings, as npm and GitHub make them. */
const anchorsOf = (markdown: string) =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the tarball', () => {
  it('holds the build, the documents and nothing else', () => {
    const paths = packed.files.map((file) => file.path);
    const isMeant =
      /^(dist\/|recipes\/|docs\/(maps\.png|README\.md)$|man\/[a-z-]+\.1$|(bench|src|assembly)\/.*\.(md|svg)$|(README|CHANGELOG|CONTRIBUTING)\.md$|LICENSE$|package\.json$)/;
    const strangers = paths.filter((path) => !isMeant.test(path));
    expect(strangers).toEqual([]);
    for (const path of [
      'LICENSE',
      'README.md',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/wasm/astc-wasm.wasm',
      'dist/host/node/piscina-worker.js',
      'dist/host/web/worker.js',
    ]) {
      expect(paths).toContain(path);
    }
    // A quarter of a megabyte of it is libzstd, an eighth manual pages and the README's picture.
    expect(packed.unpackedSize).toBeLessThan(3_600_000);
  });

  it('holds no native code', () => {
    const binaries = packed.files.filter((file) => /\.(node|so|dll|dylib|exe|a|o)$/.test(file.path));
    expect(binaries).toEqual([]);
  });

  it('holds a declaration beside every module of the library', () => {
    const paths = new Set(packed.files.map((file) => file.path));
    const modules = [...paths].filter((path) => /^dist\/(?!cli\/).*\.js$/.test(path));
    expect(modules.length).toBeGreaterThan(40);
    expect(modules.filter((path) => !paths.has(path.replace(/\.js$/, '.d.ts')))).toEqual([]);
  });

  it('holds the command, and the library for Node, in few files, and no module of the command twice', () => {
    const command = packed.files.filter((file) => file.path.startsWith('dist/cli/'));
    expect(command.filter((file) => !file.path.startsWith('dist/cli/bundle/'))).toEqual([]);
    // A file is what few runs need: readers of images, the queue, the watch of files; each is loaded by those alone.
    expect(command.length).toBeLessThan(105);
  });

  it('names what exists: entries, hosts, types and command', () => {
    const { exports, imports, bin, types, man } = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
    const targets = targetsOf([exports, imports, bin, types, man]);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((path) => !existsSync(installed(path)))).toEqual([]);
    expect(readFileSync(installed(bin['astc-wasm']), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it.each(['README.md', 'CHANGELOG.md'])('holds whatever its %s links to', (document) => {
    const text = readFileSync(installed(document), 'utf8').replace(/```.*?```/gs, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)[^)]*\)|(?:src|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
    const isThere = (link: string) => {
      if (/^https?:/.test(link)) return true;
      const [path = '', anchor] = link.split('#');
      if (path !== '') return existsSync(installed(dirname(document), path));
      return anchorsOf(text).includes(anchor ?? '');
    };
    expect(links.filter((link) => !isThere(link))).toEqual([]);
  });

  it('mentions no path of the machine it was made on', () => {
    const texts = readdirSync(installed('dist'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(js|ts)$/.test(name),
    );
    expect(texts.length).toBeGreaterThan(80);
    const telling = texts.filter((name) => readFileSync(installed('dist', name), 'utf8').includes(ROOT));
    expect(telling).toEqual([]);
  });
});

describe('the installed package', () => {
  it('was installed without a warning, and runs no script when it is', () => {
    expect(installation.stderr).toBe('');
    expect(installation.stdout).not.toMatch(/warn/i);
    const { scripts } = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
    expect(Object.keys(scripts).filter((name) => /install|^prepare$/.test(name))).toEqual([]);
  });

  it('compresses without sharp, in workers', () => {
    const { stdout, stderr } = runScript(`
      import { encode, decode, readTexture, writeTexture, compareImages } from 'astc-wasm';
      const data = Uint8Array.from({ length: 40 * 30 * 4 }, (_, index) => (index % 4 === 3 ? 255 : (index * 3) % 200));
      const image = { width: 40, height: 30, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
      const texture = await encode(image, { block: '4x4', quality: 'medium', threads: 2 });
      const read = readTexture(writeTexture(texture, { container: 'ktx2' }));
      const { psnrRgb } = compareImages(image, await decode(read));
      console.log(JSON.stringify({ psnrRgb, bytes: read.levels[0].data.length }));`);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).psnrRgb).toBeGreaterThan(30);
    expect(JSON.parse(stdout).bytes).toBe(10 * 8 * 16);
  });

  it('reads PNG without sharp, and says what to do for other files', () => {
    const script = `
      import { readImage } from 'astc-wasm';
      const { width, height } = await readImage(${JSON.stringify(join(FIXTURES, 'images/sprite-rgba8.png'))});
      const jpeg = readImage(${JSON.stringify(join(FIXTURES, 'images/scene-cmyk.jpg'))});
      const { code, hint } = await jpeg.catch((error) => error);
      console.log(JSON.stringify({ width, height, code, hint }));`;
    const hint = 'Run: npm install sharp';
    expect(JSON.parse(runScript(script).stdout)).toEqual({ width: 32, height: 32, code: 'E_SHARP_MISSING', hint });
  });

  it('loads neither sharp nor piscina nor commander with the library', () => {
    // Each would fail loudly: their folders are gone for this run.
    const bare = folder.at('bare/node_modules');
    mkdirSync(join(bare, 'astc-wasm'), { recursive: true });
    cpSync(installed(), join(bare, 'astc-wasm'), { recursive: true });
    for (const name of ['fflate', 'fzstd']) symlinkSync(join(ROOT, 'node_modules', name), join(bare, name), 'dir');
    const script = `
      import { encode } from 'astc-wasm';
      const image = { width: 8, height: 8, data: new Uint8Array(256).fill(77), channels: 4, colorSpace: 'linear', hasAlpha: true };
      const texture = await encode(image, { block: '8x8', threads: 4 });
      console.log(texture.levels[0].data.length);`;
    const flags = ['--input-type=module', '--eval', script];
    const { stdout, stderr } = spawnSync(process.execPath, flags, { cwd: dirname(bare), encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe('16\n');
  });

  it('runs its command', () => {
    symlinkSync(join(ROOT, 'node_modules/sharp'), join(project, 'node_modules/sharp'), 'dir');
    copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), join(project, 'scene.png'));
    const command = installed('dist/cli/bundle/main.js');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [command, ...args], { cwd: project, encoding: 'utf8' });
    expect(run('encode', 'scene.png', '--quality', 'fast')).toMatchObject({ status: 0, stderr: '' });
    expect(run('info', 'scene.ktx2').stdout).toContain('format: astc 6x6');
    expect(run('--version').stdout).toBe(`${manifest.version}\n`);
  });

  it('type-checks in a strict project of its users', () => {
    writeFileSync(
      join(project, 'user.ts'),
      `import { createEncoder, encode, type EncodeOptions, type Image, type Texture, writeTexture } from 'astc-wasm';
       export async function compress(image: Image, options: EncodeOptions): Promise<Uint8Array> {
         await using encoder = await createEncoder({ threads: 'auto' });
         const texture: Texture = await encoder.encode(image, { ...options, block: '6x6', quality: 60 });
         // @ts-expect-error 7x7 is no footprint
         await encode(image, { block: '7x7' });
         return writeTexture(texture, { container: 'ktx2' });
       }`,
    );
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          module: 'NodeNext',
          target: 'ES2022',
          lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
          types: [],
        },
        files: ['user.ts'],
      }),
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
