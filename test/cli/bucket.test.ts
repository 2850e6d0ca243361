/** A bucket of S3 as cache, and as the way of files to workers. Witness: s3rver, a server that we did not write. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBucketStore } from '../../src/cli/cache/bucket-store.js';
import { BUCKET, type BucketServer, startBucket } from '../support/bucket.js';
import { CLI_PATH, FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';
import { hasRedis, startRedis } from '../support/redis.js';

const CACHE = `s3://${BUCKET}/astc/kept`;
const NAMES = ['scene-rgb8', 'sprite-rgba8', 'deep-grey16'];

let folder: ReturnType<typeof makeFolder>;
let server: BucketServer | undefined;

beforeEach(() => {
  folder = makeFolder();
  mkdirSync(folder.at('in'));
  for (const name of NAMES) copyFileSync(join(FIXTURES, `images/${name}.png`), folder.at(`in/${name}.png`));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  folder.remove();
});

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runCli(args, { cwd: folder.path, env: { ...server?.env, ...env } });
const encode = (out: string, env?: Record<string, string>) =>
  run(['encode', '-r', 'in', '-o', out, '--cache', CACHE, '--quality', 'fastest', '--json'], env);

describe('a bucket as cache', () => {
  it('keeps textures by what they are made of, each as a folder would', async () => {
    server = await startBucket(folder.at('server'));
    const first = await encode('first');
    expect(first).toMatchObject({ code: 0 });
    expect(server.requests.filter((each) => each.startsWith('PUT'))).toHaveLength(2 * NAMES.length);
    expect(server.requests.every((each) => / \/textures\/astc\/kept\/(textures|files)\/[0-9a-f]{2}\//.test(each))).toBe(
      true,
    );
    const before = server.requests.length;
    const second = parseDocument(await encode('second'));
    expect(second.files.map(({ cached }) => cached)).toEqual([true, true, true]);
    expect(server.requests.slice(before).every((each) => each.startsWith('GET'))).toBe(true);
    for (const name of readdirSync(folder.at('first'))) {
      expect(readFileSync(folder.at(`second/${name}`)).equals(readFileSync(folder.at(`first/${name}`)))).toBe(true);
    }
    expect(readdirSync(folder.at('second'))).toHaveLength(NAMES.length);
  });

  it('survives a server that is busy now and then', async () => {
    server = await startBucket(folder.at('server'), 3);
    expect(await encode('out')).toMatchObject({ code: 0 });
    expect(server.requests.length).toBeGreaterThan(4 * NAMES.length);
    expect(readdirSync(folder.at('out'))).toHaveLength(NAMES.length);
  });

  it('makes entries again that are damaged', async () => {
    server = await startBucket(folder.at('server'));
    await encode('first');
    const store = await openBucketStore(CACHE, server.env);
    const puts = server.requests.filter((each) => /^PUT .*\/textures\/..\//.test(each));
    for (const put of puts) await store.put('textures', put.slice(-64), Uint8Array.of(1, 2, 3), true);
    const document = parseDocument(await encode('second'));
    expect(document.files.map(({ cached }) => cached)).toEqual([undefined, undefined, undefined]);
    expect(parseDocument(await encode('third')).files.every(({ cached }) => cached)).toBe(true);
  });

  it.each([
    ['an account that it does not know', { AWS_ACCESS_KEY_ID: 'NOBODY' }, 2, /cannot be read \(HTTP 403, InvalidAcc/],
    ['no credentials', { AWS_ACCESS_KEY_ID: '' }, 1, /Expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
  ])('is refused with %s', async (_, env, code, message) => {
    server = await startBucket(folder.at('server'));
    const result = await encode('out', env);
    expect(result.code).toBe(code);
    expect(result.stderr.toString()).toMatch(message);
  });

  it('is named by a whole address, and tended by its server', async () => {
    server = await startBucket(folder.at('server'));
    const result = await run(['encode', 'in/scene-rgb8.png', '--cache', 's3://UPPER']);
    expect(result.code).toBe(1);
    expect(result.stderr.toString()).toContain('Expected s3://bucket/prefix for --cache but received s3://UPPER');
    const tended = await run(['cache', 'stats', CACHE]);
    expect(tended.code).toBe(5);
    expect(tended.stderr.toString()).toContain('a lifecycle rule of the bucket');
  });

  it('says which server does not answer', async () => {
    server = await startBucket(folder.at('server'));
    const { env } = server;
    await server.stop();
    server = undefined;
    const store = await openBucketStore(CACHE, env);
    await expect(store.get('textures', 'ab'.repeat(32))).rejects.toThrowError(
      /^textures\/(ab){32} of s3:.*cannot be read \(/,
    );
  });
});

describe.skipIf(!hasRedis())('batch and worker without a common folder', () => {
  it('make what encode makes: files travel through the bucket', async () => {
    server = await startBucket(folder.at('server'), 7);
    const redis = await startRedis(folder.path);
    const elsewhere = makeFolder();
    let worker: ChildProcess | undefined;
    try {
      const shared = ['--queue', redis.url, '--cache', CACHE];
      worker = spawn(process.execPath, [CLI_PATH, 'worker', ...shared, '--threads', '1'], {
        cwd: elsewhere.path,
        env: { ...process.env, ...server.env },
        stdio: 'ignore',
      });
      const flags = ['-r', 'in', '--quality', 'fastest', '--mipmaps', '--json'];
      const made = await run(['batch', ...flags, '-o', 'made', ...shared]);
      expect(made).toMatchObject({ code: 0 });
      await run(['encode', ...flags, '-o', 'plain']);
      expect(readdirSync(folder.at('made'))).toHaveLength(NAMES.length);
      for (const name of readdirSync(folder.at('made'))) {
        expect(readFileSync(folder.at(`made/${name}`)).equals(readFileSync(folder.at(`plain/${name}`)))).toBe(true);
      }
      expect(readdirSync(elsewhere.path)).toEqual([]);
      const masked = ['in/scene-rgb8.png', '--mask', 'mask.png', '--quality', 'fastest', '--json'];
      copyFileSync(folder.at('in/scene-rgb8.png'), folder.at('mask.png'));
      expect(await run(['batch', ...masked, '-o', 'masked.ktx2', ...shared])).toMatchObject({ code: 0 });
      await run(['encode', ...masked, '-o', 'plain.ktx2']);
      expect(readFileSync(folder.at('masked.ktx2')).equals(readFileSync(folder.at('plain.ktx2')))).toBe(true);
      rmSync(folder.at('made'), { recursive: true });
      const again = parseDocument(await run(['batch', ...flags, '-o', 'made', ...shared]));
      expect(again.files.every(({ cached }) => cached)).toBe(true);
    } finally {
      if (worker) {
        const ended = once(worker, 'exit');
        worker.kill('SIGTERM');
        await ended;
      }
      await redis.stop();
      elsewhere.remove();
    }
  });
});
