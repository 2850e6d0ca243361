/** What a run loads: what it needs, since every module is half a millisecond of a start and sharp a hundred. */
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI_PATH, FIXTURES, makeFolder, runCli, UNBUNDLED_CLI_PATH } from '../support/cli.js';

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

/** Modules that a run of the command line loads, before it is bundled: paths in dist, and names of packages. */
const modulesOf = (...args: string[]) => loadedBy(UNBUNDLED_CLI_PATH, args);

async function loadedBy(command: string, args: string[]): Promise<string[]> {
  const log = folder.at('modules.log');
  writeFileSync(log, '');
  const hooks = `
    import { appendFileSync } from 'node:fs';
    export async function load(url, context, next) {
      appendFileSync(${JSON.stringify(log)}, url + '\\n');
      return next(url, context);
    }`;
  writeFileSync(folder.at('hooks.mjs'), hooks);
  writeFileSync(
    folder.at('register.mjs'),
    `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(folder.at('hooks.mjs')).href)});`,
  );
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(folder.at('register.mjs')).href}` };
  const options = { cwd: folder.path, env, command };
  expect(await runCli(args, options)).toMatchObject({ code: 0, stderr: '' });
  const urls = readFileSync(log, 'utf8').trim().split('\n');
  return urls
    .filter((url) => url.startsWith('file:'))
    .map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url.replace(/.*\/dist\//, ''));
}

const inFolders = (modules: string[], ...folders: string[]) =>
  modules.filter((path) => folders.some((name) => path.startsWith(`${name}/`)));

describe('what is loaded', () => {
  it('for the version is next to nothing', async () => {
    expect((await modulesOf('--version')).sort()).toEqual(['cli/main.js', 'version.js']);
  });

  it('for help is options and words, and of one command alone', async () => {
    const modules = await modulesOf('encode', '--help');
    expect(modules).toContain('cli/encode.js');
    expect(inFolders(modules, 'codec', 'pool', 'host', 'metrics')).toEqual([]);
    // The words of containers, the limits of images, and the names of tone curves.
    expect(inFolders(modules, 'containers').filter((path) => !/(words|sniff-file)\.js$/.test(path))).toEqual([]);
    expect(inFolders(modules, 'images').filter((path) => !/(read-checks|tone-curve-words)\.js$/.test(path))).toEqual(
      [],
    );
    expect(modules.filter((path) => /^cli\/(decode|info|compare)/.test(path))).toEqual([]);
    expect(new Set(modules.filter((path) => !path.includes('/') && !path.endsWith('.js')))).toEqual(
      new Set(['commander']),
    );
  });

  it('for one small PNG is neither sharp nor workers, nor what other runs need', async () => {
    copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('a.png'));
    const modules = await modulesOf('encode', 'a.png', '--quality', 'fastest');
    expect(modules).toContain('pool/run-in-place.js');
    expect(modules.filter((path) => /sharp|piscina/.test(path))).toEqual([]);
    expect(inFolders(modules, 'metrics')).toEqual([]);
    expect(modules.filter((path) => /^(inspect|measure|index)/.test(path))).toEqual([]);
  });

  it('for one small texture is neither sharp nor workers', async () => {
    copyFileSync(join(FIXTURES, 'textures/scene-6x6.astc'), folder.at('a.astc'));
    const modules = await modulesOf('decode', 'a.astc');
    expect(modules).toContain('pool/run-in-place.js');
    expect(modules.filter((path) => /sharp|piscina/.test(path))).toEqual([]);
  });

  it('of the bundle is what all small PNGs need, in three files, and links to parts of them', async () => {
    copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('a.png'));
    const modules = await loadedBy(CLI_PATH, ['encode', 'a.png', '--quality', 'fastest']);
    const large = modules.filter((path) => statSync(join(dirname(CLI_PATH), basename(path))).size > 5000);
    expect(large.sort()).toEqual(['codec', 'command', 'core'].map((name) => `cli/bundle/${name}.js`));
    expect(modules.length).toBeLessThanOrEqual(8);
  });
});
