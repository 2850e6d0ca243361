/** What `readImage` and `encode` say where nobody listens, and what they take as a source. */
import { encode, readImage } from 'astc-wasm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writePng } from '../images/png-writer.js';

const samples = Array.from({ length: 8 * 8 * 3 }, (_, index) => (index * 5) % 256);
const plain = { width: 8, height: 8, colorType: 'rgb', bitDepth: 8, samples } as const;
const png = writePng(plain);
const linearPng = writePng({ ...plain, chunks: [['gAMA', Uint8Array.of(0, 1, 0x86, 0xa0)]] });

afterEach(() => vi.restoreAllMocks());

describe('readImage', () => {
  it('takes bytes in every form', async () => {
    const expected = await readImage(png);
    expect(Array.from(expected.data.slice(0, 8))).toEqual([0, 5, 10, 255, 15, 20, 25, 255]);
    const buffer = png.slice().buffer as ArrayBuffer;
    for (const source of [buffer, new Blob([buffer]), Buffer.from(png)]) {
      expect(await readImage(source)).toEqual(expected);
    }
  });

  it.each([[undefined], [null], [42], [{}], [[1, 2]]])('refuses %o', async (source) => {
    await expect(readImage(source as never)).rejects.toMatchObject({
      code: 'E_OPTION',
      message: expect.stringMatching(
        /^Expected a path, an address, a Blob or the bytes of an image file but received /,
      ),
    });
  });

  it('says on the console what it did to colours, once, where nobody listens', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await readImage(linearPng);
    await readImage(linearPng);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^astc-wasm: colours were converted from linear light/)]]);
  });

  it('says it to who listens, every time', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const heard: string[] = [];
    const onWarning = (message: string) => void heard.push(message);
    await readImage(linearPng, { onWarning });
    await readImage(linearPng, { onWarning });
    expect(heard).toHaveLength(2);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('encode', () => {
  it('says on the console, once, that Display P3 was converted', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const data = new Uint8ClampedArray(4 * 4 * 4).fill(200);
    const image = { data, width: 4, height: 4, colorSpace: 'display-p3', [Symbol.toStringTag]: 'ImageData' };
    await encode(image as never);
    await encode(image as never);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^astc-wasm: colours were converted from Display P3/)]]);
  });
});
