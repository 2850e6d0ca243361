/** `batch` and `worker` over a real server of Redis: what encode makes, whoever dies meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Door } from '../../src/cli/queue/door.js';
import { unpackFailure } from '../../src/cli/queue/failure.js';
import { VERSION } from '../../src/version.js';
import { CLI_PATH, type CliOptions, FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';
import { hasRedis, type RedisServer, startRedis } from '../support/redis.js';
import { Rng } from '../support/rng.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const DEADLY = fileURLToPath(new URL('../support/deadly-file.mjs', import.meta.url));
const FAST = ['--quality', 'fastest'];
/** Pictures of the run in which workers are killed; 2,000 are a minute and more. */
const PICTURES = Number(process.env.QUEUE_PICTURES ?? 300);

let folder: ReturnType<typeof makeFolder>;
let redis: RedisServer | undefined;
let workers: Worker[];

beforeEach(async () => {
  folder = makeFolder();
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
  await redis?.stop();
  redis = undefined;
  folder.remove();
});

interface Worker {
  child: ChildProcess;
  output: () => string;
  kill: (signal: NodeJS.Signals) => Promise<number | null>;
}

function startWorker({ flags = [], preload }: { flags?: string[]; preload?: string } = {}): Worker {
  const words = ['worker', '--queue', redis!.url, '--cache', 'kept', '--threads', '1', ...flags];
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), CLI_PATH, ...words], {
    cwd: folder.path,
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const worker = {
    child,
    output: () => Buffer.concat(said).toString(),
    kill: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      return (await ended)[0];
    },
  };
  workers.push(worker);
  return worker;
}

const run = (args: readonly string[], options: CliOptions = {}) => runCli(args, { cwd: folder.path, ...options });
const batch = (args: readonly string[], options?: CliOptions) =>
  run(['batch', ...args, '--queue', redis!.url, '--cache', 'kept', ...FAST, '--json'], options);

/** As many pictures of noise, no two alike. */
async function makePictures(count: number, side = 16): Promise<void> {
  mkdirSync(folder.at('many'), { recursive: true });
  const random = Rng.named('queue pictures');
  for (let index = 0; index < count; index++) {
    const pixels = random.bytes(side * side * 3);
    const png = sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).png({ compressionLevel: 1 });
    await png.toFile(folder.at(`many/${index}.png`));
  }
}

const textures = () =>
  existsSync(folder.at('kept/textures'))
    ? readdirSync(folder.at('kept/textures'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        /[0-9a-f]{64}$/.test(name),
      )
    : [];

/** Jobs on the queue, waiting or in somebody's hands. */
async function countJobs(): Promise<number> {
  const queue = new Queue(`astc-wasm-${VERSION}`, { connection: { url: redis!.url } });
  const counts = await queue.getJobCounts();
  await queue.close();
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function expectAlike(made: string, plain: string, count: number): void {
  const names = readdirSync(folder.at(plain)).filter((name) => !name.includes('poison'));
  expect(names).toHaveLength(count);
  const differing = names.filter(
    (name) => !readFileSync(folder.at(`${made}/${name}`)).equals(readFileSync(folder.at(`${plain}/${name}`))),
  );
  expect(differing).toEqual([]);
}

describe.skipIf(!hasRedis())('batch and worker', () => {
  beforeEach(async () => {
    redis = await startRedis(folder.path);
  });

  it('share a mask, which workers find below the root', async () => {
    await makePictures(2);
    const mask = sharp(Buffer.from([0, 255, 9, 0]), { raw: { width: 2, height: 2, channels: 1 } });
    await mask.resize(16, 16, { kernel: 'nearest' }).png().toFile(folder.at('mask.png'));
    startWorker();
    const flags = ['-r', 'many', '--mask', 'mask.png', '--block', '4x4'];
    const result = await batch([...flags, '-o', 'out']);
    expect(result).toMatchObject({ code: 0 });
    expect(parseDocument(result).settings).toMatchObject({ mask: 'mask.png' });
    expect((await run(['encode', ...flags, '-o', 'plain', ...FAST])).code).toBe(0);
    expectAlike('out', 'plain', 2);
    const elsewhere = await batch([...flags, '-o', 'out', '--force', '--root', 'many']);
    expect(elsewhere).toMatchObject({ code: 1 });
  });

  it('make what encode makes, say what fails and why, and make nothing twice', async () => {
    await makePictures(6);
    writeFileSync(folder.at('many/bad.png'), 'no picture');
    copyFileSync(folder.at('many/0.png'), folder.at('many/twin.png'));
    const worker = startWorker();
    const flags = ['-r', 'many', '-o', 'out', '--mipmaps', '--metrics', '--verify'];
    const result = await batch(flags);
    const plain = await run(['encode', '-r', 'many', '-o', 'plain', '--mipmaps', '--metrics', ...FAST, '--json']);
    expect(result.code).toBe(3);
    expect(plain.code).toBe(3);
    const { files, failed, settings } = parseDocument(result);
    const expected = parseDocument(plain);
    expect(failed).toEqual(expected.failed);
    expect(settings).toEqual(expected.settings);
    expect(files.map(({ input }) => input)).toEqual(expected.files.map(({ input }) => input));
    expect(files.map(({ metrics }) => metrics)).toEqual(expected.files.map(({ metrics }) => metrics));
    expect(files.map(({ cached }) => cached === true)).toEqual([false, false, false, false, false, false, true]);
    expect(files.every(({ verified }) => verified)).toBe(true);
    expectAlike('out', 'plain', 7);
    const again = parseDocument(await batch([...flags, '--force']));
    expect(again.files.every(({ cached }) => cached)).toBe(true);
    expect(await countJobs()).toBe(0);
    expect(await worker.kill('SIGTERM')).toBe(143);
    expect(worker.output()).toMatch(/6 made, 2 failed, 0 given back/);
  });

  it('heed the rules of a config, job by job', async () => {
    await makePictures(3);
    startWorker();
    const rules = [{ files: 'many/1.png', block: '4x4', mipmaps: true }];
    writeFileSync(folder.at('astc.config.json'), JSON.stringify({ block: '8x8', rules }));
    const { files } = parseDocument(await batch(['-r', 'many', '-o', 'out']));
    expect(files.map(({ block, levels }) => `${block} ${levels}`)).toEqual(['8x8 1', '4x4 5', '8x8 1']);
    await run(['encode', '-r', 'many', '-o', 'plain', ...FAST]);
    expectAlike('out', 'plain', 3);
  });

  it('lose nothing and make nothing twice while workers are killed, and blame who kills them', {
    timeout: 400_000,
  }, async () => {
    await makePictures(PICTURES);
    writeFileSync(folder.at('many/bad.png'), 'no picture');
    copyFileSync(SCENE, folder.at('many/poison.png'));
    const start = () => startWorker({ preload: DEADLY, flags: ['--lock', '3'] });
    let isOver = false;
    let killed = 0;
    let died = 0;
    /** Starts a worker again and again. */
    const keepWorker = async () => {
      while (!isOver) {
        const { child } = start();
        await once(child, 'exit');
        died++;
      }
    };
    const kept = [1, 2, 3].map(keepWorker);
    const random = Rng.named('queue kills');
    const killer = setInterval(() => {
      const alive = workers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
      if (alive.length > 0 && random.pick(alive).child.kill('SIGKILL')) killed++;
    }, 2_000);
    const startMs = performance.now();
    const result = await batch(['-r', 'many', '-o', 'out']);
    const seconds = (performance.now() - startMs) / 1000;
    clearInterval(killer);
    isOver = true;
    for (const { child } of workers) child.kill('SIGKILL');
    await Promise.all(kept);
    console.info(`${PICTURES} pictures in ${seconds.toFixed(1)} s, ${killed} kills, ${died - 3} deaths`);

    const { files, failed } = parseDocument(result);
    expect(failed).toEqual([
      { input: 'many/bad.png', code: 'E_FORMAT_UNKNOWN', message: expect.any(String) },
      { input: 'many/poison.png', code: 'E_WORKER', message: 'the worker died 4 times over it' },
    ]);
    expect(files).toHaveLength(PICTURES);
    expect(killed).toBeGreaterThan(2);
    expect(died - 3).toBeGreaterThan(killed);
    expect(textures()).toHaveLength(PICTURES);
    expect(await run(['cache', 'verify', 'kept'])).toMatchObject({ code: 0 });
    expect(await countJobs()).toBe(0);
    await run(['encode', '-r', 'many', '-o', 'plain', ...FAST]);
    expectAlike('out', 'plain', PICTURES);
  });

  it('go on where the server forgets everything', async () => {
    await makePictures(60, 64);
    const running = batch(['-r', 'many', '-o', 'out']);
    while ((await countJobs()) < 60) await new Promise((resolve) => setTimeout(resolve, 50));
    await redis!.crash();
    expect(await countJobs()).toBe(0);
    startWorker();
    const result = await running;
    expect(result).toMatchObject({ code: 0 });
    expect(parseDocument(result).files).toHaveLength(60);
  });

  it('take jobs back when interrupted: outputs whole or none', async () => {
    await makePictures(40);
    const worker = startWorker();
    let child: ChildProcess | undefined;
    const running = batch(['-r', 'many', '-o', 'out'], {
      onStart: (started) => {
        child = started;
      },
    });
    while (textures().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await worker.kill('SIGKILL');
    child!.kill('SIGINT');
    const result = await running;
    expect(result.code).toBe(130);
    // What the worker had in its hands stays with it.
    expect(await countJobs()).toBeLessThanOrEqual(2);
    for (const name of existsSync(folder.at('out')) ? readdirSync(folder.at('out')) : []) {
      expect(
        readFileSync(folder.at(`out/${name}`))
          .subarray(1, 4)
          .toString(),
      ).toBe('KTX');
    }
  });

  it('give back what is in hand, and end with the code of the signal', async () => {
    const pixels = Buffer.alloc(1024 * 1024 * 3, 7).map((_, index) => (index * 2654435761) >>> 24);
    mkdirSync(folder.at('many'));
    await sharp(pixels, { raw: { width: 1024, height: 1024, channels: 3 } }).toFile(folder.at('many/large.png'));
    const slow = [
      'batch',
      '-r',
      'many',
      '-o',
      'out',
      '--queue',
      redis!.url,
      '--cache',
      'kept',
      '--quality',
      'thorough',
    ];
    const worker = startWorker({ flags: ['--verbose'] });
    const running = run([...slow, '--json']);
    while (!worker.output().includes('encoding')) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await worker.kill('SIGINT')).toBe(130);
    expect(worker.output()).toMatch(/0 made, 0 failed, 1 given back/);
    startWorker();
    expect(await running).toMatchObject({ code: 0 });
  });

  it('refuse a source that is another one where the worker is, and try one again that is not there', async () => {
    for (const name of ['here', 'there']) mkdirSync(folder.at(name));
    copyFileSync(SCENE, folder.at('here/a.png'));
    writeFileSync(folder.at('here/b.png'), Buffer.concat([readFileSync(SCENE), Buffer.alloc(1)]));
    copyFileSync(join(FIXTURES, 'images/sprite-rgba8.png'), folder.at('there/a.png'));
    const worker = startWorker({ flags: ['--root', 'there'] });
    const result = await batch(['here/a.png', 'here/b.png', '-o', 'out', '--root', 'here']);
    expect(result.code).toBe(7);
    expect(parseDocument(result).failed).toMatchObject([
      { code: 'E_DIFFERS', message: expect.stringMatching(/batch read/) },
      { code: 'E_READ', message: expect.stringMatching(/no such file/) },
    ]);
    expect(worker.output().match(/error: b\.png/g)).toHaveLength(3);
    expect(worker.output().match(/error: a\.png/g)).toHaveLength(1);
  });

  it('tell caches apart: what workers keep elsewhere is not taken for made; end when the queue is empty, where asked to', async () => {
    copyFileSync(SCENE, folder.at('a.png'));
    const worker = spawn(
      process.execPath,
      [CLI_PATH, 'worker', '--queue', redis!.url, '--cache', 'elsewhere', '--until-empty'],
      { cwd: folder.path },
    );
    const ended = once(worker, 'exit');
    const result = await batch(['a.png', '-o', 'a.ktx2']);
    expect(result.code).toBe(2);
    expect(parseDocument(result).failed).toMatchObject([
      { code: 'E_READ', message: 'the queue was done with it 6 times, and the cache has no texture' },
    ]);
    expect(await ended).toEqual([0, null]);
  });
});

describe('what a queue needs', () => {
  const QUEUE = ['--queue', 'redis://u:secret@127.0.0.1:1', '--cache', 'kept'];

  it('is told before any work', async () => {
    copyFileSync(SCENE, folder.at('a.png'));
    const refused: [string[], RegExp][] = [
      [['batch', 'a.png', '--cache', 'kept'], /Expected --queue/],
      [['batch', 'a.png', '--queue', 'redis://127.0.0.1'], /Expected --cache/],
      [['batch', 'a.png', '--queue', 'http://127.0.0.1', '--cache', 'kept'], /redis:\/\/host:6379\/0 for --queue/],
      [['batch', '../a.png', ...QUEUE], /below the folder \. but received \.\.\/a\.png/],
      [['batch', '-', '-o', 'a.ktx2', ...QUEUE], /which workers can read too/],
      [['batch', 'a.png', '--threads', '2', ...QUEUE], /unknown option/],
      [['worker', '--cache', 'kept'], /Expected --queue/],
      [['worker', '--queue', 'redis://127.0.0.1'], /Expected --cache/],
    ];
    for (const [words, message] of refused) {
      expect(await run(words)).toMatchObject({ code: 1, stderr: expect.stringMatching(message) });
    }
    const planned = await run(['batch', 'a.png', ...QUEUE, '--dry-run', '--json']);
    expect(parseDocument(planned)).toMatchObject({ dryRun: true, files: [{ output: 'a.ktx2' }] });
  });

  it('is a server: the address is told without its password', async () => {
    copyFileSync(SCENE, folder.at('a.png'));
    for (const words of [
      ['batch', 'a.png', ...QUEUE],
      ['worker', ...QUEUE],
    ]) {
      const result = await run(words);
      expect(result).toMatchObject({ code: 2, stderr: expect.stringMatching(/redis:\/\/127\.0\.0\.1:1 cannot be/) });
      expect(result.stderr).not.toMatch(/secret/);
    }
  });

  it('is two packages, which are told where they are missing', async () => {
    const hook = `export const resolve = (name, context, next) => {
      if (name !== 'bullmq') return next(name, context);
      throw Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' });
    };`;
    const preload = `import { register } from 'node:module';
      register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
    writeFileSync(folder.at('without.mjs'), preload);
    const env = { NODE_OPTIONS: `--import ${folder.at('without.mjs')}` };
    const result = await run(['worker', ...QUEUE], { env });
    expect(result).toMatchObject({ code: 5, stderr: expect.stringMatching(/npm install bullmq ioredis/) });
  });
});

describe('failures on the queue', () => {
  it('keep their codes; what is nobody’s is the worker’s', () => {
    const text = JSON.stringify({ code: 'E_IMAGE_INVALID', message: 'broken', hint: 'look' });
    expect(unpackFailure(text)).toMatchObject({ code: 'E_IMAGE_INVALID', message: 'broken', hint: 'look' });
    for (const strange of ['', 'null', '{"code":"toString","message":"x"}', 'text']) {
      expect(unpackFailure(strange)).toMatchObject({ code: 'E_WORKER', message: `the queue says: ${strange}` });
    }
  });
});

describe('jobs over which a worker died', () => {
  it('are alone: they wait for those inside, and nobody comes in beside them', async () => {
    const door = new Door();
    const said: string[] = [];
    let endFirst = () => {};
    const first = door.through(false, async () => {
      await new Promise<void>((resolve) => {
        endFirst = resolve;
      });
      said.push('first');
    });
    const alone = door.through(true, async () => {
      said.push('alone');
      throw new Error('fails');
    });
    for (const isAlone of [false, true]) expect(door.through(isAlone, async () => {})).toBeUndefined();
    endFirst();
    await first;
    await expect(alone).rejects.toThrow('fails');
    expect(said).toEqual(['first', 'alone']);
    await Promise.all([door.through(false, async () => {}), door.through(false, async () => {})]);
    expect(door.through(true, async () => {})).toBeDefined();
  });
});
