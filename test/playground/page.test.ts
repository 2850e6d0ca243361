/**
 * The playground used as people use it, in a real browser: a file is dropped, encoded, saved, and what was saved is
 * what the library gives in Node and what native astcenc decodes to.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Container,
  decode,
  type EncodeOptions,
  encode,
  type Image,
  measureEncoding,
  readImage,
  readTexture,
  writeTexture,
} from 'astc-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { astcenc, HAS_ASTCENC, WHY_NO_ASTCENC } from '../containers/native-astcenc.js';
import { findChromium } from '../support/browser.js';
import { FIXTURES, runCli } from '../support/cli.js';
import { type Playground, placeOf, startPlayground } from './support.js';

const found = findChromium();
if ('missing' in found) console.warn(`SKIPPED: the playground in a real browser: ${found.missing}`);
const chromium = 'path' in found ? found.path : '';

const PHOTO = join(FIXTURES, 'photos/boats.png');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The file the library writes in Node. */
async function encodeHere(path: string, options: EncodeOptions, container: Container): Promise<Uint8Array> {
  return writeTexture(await encode(await readImage(path), options), { container });
}

/** What the page shows under a loupe. */
async function readValues(playground: Playground, pane: 'source' | 'result' | 'error'): Promise<number[]> {
  const text = await playground.text(`#values-${pane}`);
  return text.replaceAll('−', '-').match(/-?\d+/g)!.map(Number);
}

function texelOf({ data, width }: Image, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** Runs in the page: RGBA of the pixel in the middle of canvases. */
function readCanvases(ids: readonly string[]): number[][] {
  return ids.map((id) => {
    const canvas = document.getElementById(id) as HTMLCanvasElement;
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.drawImage(canvas, -Math.floor(canvas.width / 2), -Math.floor(canvas.height / 2));
    return [...context.getImageData(0, 0, 1, 1).data];
  });
}

describe.skipIf('missing' in found).each([
  { name: 'isolated', isolated: true },
  { name: 'not isolated', isolated: false },
])('the playground, $name', ({ isolated }) => {
  let served: Awaited<ReturnType<typeof startPlayground>>;
  let playground: Playground;
  beforeAll(async () => {
    served = await startPlayground(chromium, isolated);
    playground = await served.open();
    await playground.drop(PHOTO);
    await playground.page.waitForSelector('body[data-state="open"]');
    await playground.settle();
  });
  afterAll(() => served?.stop());

  it('is what its server made it', async () => {
    expect(await playground.page.evaluate(() => crossOriginIsolated)).toBe(isolated);
  });

  it('encodes a picture that is dropped, with the figures of the library', async () => {
    const image = await readImage(PHOTO);
    const texture = await encode(image);
    const { psnrRgb, maxDifference } = measureEncoding(image, await decode(texture));
    expect(await playground.text('#picture-name')).toBe('boats.png');
    expect(await playground.text('#picture-facts')).toBe('384×384 · RGB · 8 bits');
    expect(await playground.text('#stat-psnr')).toBe(psnrRgb.toFixed(2));
    expect(await playground.text('#stat-worst')).toBe(`largest error ${maxDifference}`);
    expect(await playground.text('#stat-size')).toBe('65.5 kB');
    expect(await playground.text('#stat-bits')).toBe('3.56');
    expect(Number(await playground.text('#stat-speed'))).toBeGreaterThan(0);
    expect(await playground.text('#stat-time')).toMatch(/^[\d.]+ m?s on \d+ threads?$/);
    expect(await playground.text('#isolation')).toBe(
      isolated ? 'memory shared between threads' : 'pixels copied to threads',
    );
  });

  it.each(['ktx2', 'ktx', 'astc'] as const)('saves as %s the bytes the library gives in Node', async (container) => {
    const saved = await playground.save(`boats.${container}`);
    expect(sha256(saved)).toBe(sha256(await encodeHere(PHOTO, {}, container)));
  });

  it.skipIf(!HAS_ASTCENC)(`saves what native astcenc decodes as we do${WHY_NO_ASTCENC}`, async () => {
    const [input, output] = [served.folder.at('saved.astc'), served.folder.at('native.png')];
    const saved = await playground.save('boats.astc');
    writeFileSync(input, saved);
    astcenc('-ds', input, output, '-silent');
    const ours = await decode({ ...readTexture(saved), colorSpace: 'srgb' });
    const native = await readImage(output);
    expect(sha256(native.data as Uint8Array)).toBe(sha256(ours.data as Uint8Array));
  });

  it('tells the command that writes the same file', async () => {
    copyFileSync(PHOTO, served.folder.at('boats.png'));
    const [command, ...words] = (await playground.text('#command')).replace('npx ', '').split(' ');
    expect(command).toBe('astc-wasm');
    const { code } = await runCli(words, { cwd: served.folder.path });
    expect(code).toBe(0);
    const written = readFileSync(served.folder.at('boats.ktx2'));
    expect(sha256(written)).toBe(sha256(await playground.save('boats.ktx2')));
  });

  it('shows the texels under the pointer in all three pictures', async () => {
    const image = await readImage(PHOTO);
    const decoded = await decode(await encode(image));
    const box = await (await playground.page.$('#sheet-source'))!.boundingBox();
    for (const [shareX, shareY] of [
      [0.201, 0.333],
      [0.752, 0.901],
    ] as const) {
      await playground.page.mouse.move(box!.x + box!.width * shareX, box!.y + box!.height * shareY);
      const read = (id: string) => playground.page.$eval(id, (input) => (input as HTMLInputElement).valueAsNumber);
      const [x, y] = [await read('#loupe-x'), await read('#loupe-y')];
      expect(Math.abs(x - shareX * image.width)).toBeLessThan(2);
      const [source, result] = [texelOf(image, x, y), texelOf(decoded, x, y)];
      expect(await readValues(playground, 'source')).toEqual(source);
      expect(await readValues(playground, 'result')).toEqual(result);
      expect(await readValues(playground, 'error')).toEqual(result.map((value, index) => value - source[index]!));
    }
  });

  it('paints what it tells: the texel in the centre of each loupe, and the whole picture', async () => {
    const color = await playground.page.$eval('#swatch-error', (each) => getComputedStyle(each).backgroundColor);
    const told = [
      await readValues(playground, 'source'),
      await readValues(playground, 'result'),
      [...color.match(/\d+/g)!.map(Number), 255],
    ];
    // The painter paints with the next frame.
    const loupes = ['loupe-source', 'loupe-result', 'loupe-error'];
    await expect.poll(() => playground.page.evaluate(readCanvases, loupes), { timeout: 10_000 }).toEqual(told);
    const image = await readImage(PHOTO);
    const [centre] = await playground.page.evaluate(readCanvases, ['pane-source']);
    // Scaled down, the pane mixes texels: near, not equal.
    const texel = texelOf(image, image.width >> 1, image.height >> 1);
    expect(Math.max(...centre!.map((value, index) => Math.abs(value - texel[index]!)))).toBeLessThan(48);
  });

  it('tells no error of what a format does not store', async () => {
    await playground.choose('#format', 'eac-r11');
    await playground.settle();
    expect(await playground.text('#values-error')).toMatch(/^R[+−]?\d+ G– B– A–$/);
    await playground.choose('#format', 'astc');
    await playground.settle();
  });

  it('encodes with other settings as soon as they are chosen', async () => {
    await playground.choose('#quality', placeOf('fastest'));
    await playground.choose('#format', 'etc2-rgb');
    await playground.settle();
    const options = { format: 'etc2-rgb', quality: 'fastest' } as const;
    expect(await playground.text('#stat-bits')).toBe('4.00');
    expect(sha256(await playground.save('boats.pkm'))).toBe(sha256(await encodeHere(PHOTO, options, 'pkm')));
    expect(await playground.text('#save-list')).toMatch(/KTX2.*KTX.*PKM/);
    await playground.choose('#format', 'astc');
    await playground.choose('input[name="footprint"][value="10x8"]', '10x8');
    await playground.settle();
    expect(await playground.text('#stat-size')).toBe('30.0 kB');
  });

  it('asks nobody but its own server, and nothing goes wrong unseen', () => {
    expect(playground.requests.length).toBeGreaterThan(20);
    const strange = playground.requests.filter((url) => !url.startsWith(playground.url) && !url.startsWith('blob:'));
    expect(strange).toEqual([]);
    expect(playground.errors).toEqual([]);
  });
});
