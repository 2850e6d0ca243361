import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { acceptImage } from '../../src/images/accept-image.js';
import type { ImageInput } from '../../src/images/image-input.js';
import type { Image } from '../../src/types.js';
import { makeImage8, makeImage16, scene, sprite } from './support.js';

/** Accepts what no compiler would let pass. */
const accept = (input: unknown) => acceptImage(input as ImageInput);

/** What browsers have, as far as it is looked at: a name and getters on the prototype. */
class ImageData {
  readonly #fields: Record<string, unknown>;
  constructor(fields: Record<string, unknown>) {
    this.#fields = fields;
  }
  get data() {
    return this.#fields.data;
  }
  get width() {
    return this.#fields.width;
  }
  get height() {
    return this.#fields.height;
  }
  get colorSpace() {
    return this.#fields.colorSpace;
  }
  get [Symbol.toStringTag]() {
    return 'ImageData';
  }
}

describe('acceptImage: our Image', () => {
  test.each([
    ['8 bits', makeImage8(5, 3, sprite)],
    ['16 bits', makeImage16(5, 3, scene)],
    ['floats', { ...makeImage8(5, 3, scene, { colorSpace: 'linear' }), data: new Float32Array(60).fill(1) }],
    ['all fields', makeImage8(5, 3, sprite, { componentType: 'unorm8', primaries: 'unspecified' })],
  ])('of %s is returned as it is', async (_, image) => {
    expect(await accept(image)).toBe(image);
  });

  test('half floats are widened, never taken for 16-bit integers', async () => {
    const halves = Uint16Array.of(0x3c00, 0x3800, 0xc000, 0x7c00);
    const image = { width: 1, height: 1, data: halves, componentType: 'float16', channels: 4 };
    expect(await accept({ ...image, colorSpace: 'linear', hasAlpha: true })).toEqual({
      width: 1,
      height: 1,
      data: Float32Array.of(1, 0.5, -2, Number.POSITIVE_INFINITY),
      channels: 4,
      colorSpace: 'linear',
      hasAlpha: true,
      componentType: 'float32',
    });
  });
});

describe('acceptImage: plain pixels', () => {
  const RGBA = [10, 20, 30, 40, 50, 60, 70, 80];
  const wanted: Image = {
    width: 2,
    height: 1,
    data: Uint8Array.from(RGBA),
    channels: 4,
    colorSpace: 'srgb',
    hasAlpha: true,
  };

  test.each([
    ['Uint8Array', Uint8Array.from(RGBA)],
    ['Uint8ClampedArray', Uint8ClampedArray.from(RGBA)],
    ['Buffer', Buffer.from(RGBA)],
    ['a view into the middle', Uint8Array.from([9, 9, 9, ...RGBA, 9]).subarray(3, 11)],
    ['a clamped view into the middle', Uint8ClampedArray.from([9, 9, 9, ...RGBA, 9]).subarray(3, 11)],
    ['shared memory', new Uint8Array(new SharedArrayBuffer(8)).map((_, index) => RGBA[index]!)],
    ['an array of another context', runInNewContext(`Uint8Array.from(${JSON.stringify(RGBA)})`)],
    ['a clamped array of another context', runInNewContext(`Uint8ClampedArray.from(${JSON.stringify(RGBA)})`)],
    ['a subclass', new (class Pixels extends Uint8Array {})(RGBA)],
  ])('%s', async (_, data) => {
    const image = await accept({ data, width: 2, height: 1 });
    expect(image).toEqual(wanted);
    expect(Object.getPrototypeOf(image.data)).toBe(Uint8Array.prototype);
  });

  test('8-bit pixels are seen where they lie, not copied', async () => {
    const data = Uint8ClampedArray.from([0, 0, 0, 0, ...RGBA]).subarray(4);
    const { data: seen } = await accept({ data, width: 2, height: 1 });
    expect([seen.buffer, seen.byteOffset]).toEqual([data.buffer, 4]);
    seen[0] = 99;
    expect(data[0]).toBe(99);
  });

  test('16 bits at an offset, floats and floats of another context', async () => {
    const deep = Uint16Array.of(7, 1, 2, 3, 65535).subarray(1);
    expect((await accept({ data: deep, width: 1, height: 1 })).data).toEqual(Uint16Array.of(1, 2, 3, 65535));
    const floats = await accept({ data: Float32Array.of(0.5, 2, -1, 1), width: 1, height: 1 });
    expect(floats).toMatchObject({ data: Float32Array.of(0.5, 2, -1, 1), colorSpace: 'linear' });
    const foreign = runInNewContext('Float32Array.of(0.25, 0, 0, 1)');
    expect((await accept({ data: foreign, width: 1, height: 1 })).data).toEqual(Float32Array.of(0.25, 0, 0, 1));
  });

  test.each([
    ['grey', 1, [7], [7, 7, 7, 255], false],
    ['grey and alpha', 2, [7, 9], [7, 7, 7, 9], true],
    ['RGB', 3, [7, 8, 9], [7, 8, 9, 255], false],
    ['RGBA', 4, [7, 8, 9, 10], [7, 8, 9, 10], true],
  ])('%s, with its channels said or inferred', async (_, channels, pixel, rgba, hasAlpha) => {
    const data = Uint8Array.from([...pixel, ...pixel.map((value) => value + 100)]);
    const image = await accept({ data, width: 1, height: 2 });
    expect(image).toEqual(await accept({ data, width: 1, height: 2, channels }));
    expect(image.hasAlpha).toBe(hasAlpha);
    const second = rgba.map((value, index) => (index === 3 && !hasAlpha ? 255 : value + 100));
    expect([...image.data]).toEqual([...rgba, ...second]);
  });

  test('alpha of 16 bits and of floats is their own maximum', async () => {
    const deep = await accept({ data: Uint16Array.of(1, 2, 3), width: 1, height: 1 });
    expect([...deep.data]).toEqual([1, 2, 3, 65535]);
    const float = await accept({ data: Float32Array.of(3), width: 1, height: 1 });
    expect([...float.data]).toEqual([3, 3, 3, 1]);
  });

  test('a fourth channel that is no alpha becomes opaque, and the caller keeps his numbers', async () => {
    const data = Uint8Array.of(1, 2, 3, 0);
    const image = await accept({ data, width: 1, height: 1, hasAlpha: false });
    expect(image).toMatchObject({ data: Uint8Array.of(1, 2, 3, 255), hasAlpha: false });
    expect([...data]).toEqual([1, 2, 3, 0]);
  });

  test('floats in sRGB become linear light of any range', async () => {
    const data = Float32Array.of(0.5, 0, -0.5, 0.5);
    const image = await accept({ data, width: 1, height: 1, colorSpace: 'srgb', primaries: 'bt709' });
    expect(image).toMatchObject({ colorSpace: 'linear', primaries: 'bt709' });
    expect(image.data[0]).toBeCloseTo(0.214041, 6);
    expect([image.data[1], image.data[2], image.data[3]]).toEqual([0, -image.data[0]!, 0.5]);
  });

  const Float16 = (globalThis as { Float16Array?: { of(...values: number[]): ArrayLike<number> } }).Float16Array;
  test.skipIf(Float16 === undefined)(
    `Float16Array is widened${Float16 ? '' : ': skipped, this Node has none'}`,
    async () => {
      const data = Float16!.of(0.5, 2, -1, 1);
      const image = await accept({ data, width: 1, height: 1 });
      expect(image).toMatchObject({ data: Float32Array.of(0.5, 2, -1, 1), colorSpace: 'linear' });
    },
  );
});

describe('acceptImage: ImageData', () => {
  /** Decoded, times the product of the matrices of CSS Color 4, clipped, encoded. */
  const fromP3 = (...rgb: [number, number, number]): number[] => {
    const [r, g, b] = rgb.map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    const linear = [
      1.22494 * r! - 0.22494 * g!,
      -0.042057 * r! + 1.042057 * g!,
      -0.019638 * r! - 0.078636 * g! + 1.098274 * b!,
    ].map((value) => Math.min(1, Math.max(0, value)));
    return linear.map((x) => Math.round(255 * (x <= 0.0031308 ? x * 12.92 : 1.055 * x ** (1 / 2.4) - 0.055)));
  };

  test('clamped bytes in sRGB', async () => {
    const data = Uint8ClampedArray.of(1, 2, 3, 0);
    expect(await accept(new ImageData({ data, width: 1, height: 1, colorSpace: 'srgb' }))).toEqual({
      width: 1,
      height: 1,
      data: Uint8Array.of(1, 2, 3, 0),
      channels: 4,
      colorSpace: 'srgb',
      hasAlpha: true,
    });
    // Older browsers have no colour space.
    expect(await accept(new ImageData({ data, width: 1, height: 1 }))).toMatchObject({ colorSpace: 'srgb' });
  });

  test('Display P3 is converted, and said', async () => {
    const data = Uint8ClampedArray.of(100, 140, 90, 7, 128, 128, 128, 255, 0, 255, 0, 255);
    const warnings: string[] = [];
    const image = await acceptImage(
      new ImageData({ data, width: 3, height: 1, colorSpace: 'display-p3' }) as unknown as ImageInput,
      { onWarning: (message) => warnings.push(message) },
    );
    expect([...image.data]).toEqual([...fromP3(100, 140, 90), 7, 128, 128, 128, 255, 0, 255, 0, 255]);
    expect(image.colorSpace).toBe('srgb');
    expect(warnings).toEqual(['colours were converted from Display P3 to sRGB']);
  });

  test('Display P3 kept as data is no colour any more', async () => {
    const data = Uint8ClampedArray.of(60, 140, 90, 7);
    const input = new ImageData({ data, width: 1, height: 1, colorSpace: 'display-p3' }) as unknown as ImageInput;
    const image = await acceptImage(input, { colorProfile: 'keep' });
    expect(image).toMatchObject({ data: Uint8Array.of(60, 140, 90, 7), primaries: 'unspecified' });
  });

  test('other colour spaces are refused', async () => {
    const data = new Uint8ClampedArray(4);
    await expect(accept(new ImageData({ data, width: 1, height: 1, colorSpace: 'rec2100-pq' }))).rejects.toMatchObject({
      code: 'E_OPTION',
      message: 'Expected ImageData in srgb or display-p3 but received "rec2100-pq"',
    });
  });
});

describe('acceptImage: refusals', () => {
  const data = new Uint8Array(16);
  const detached = new Uint8Array(16);
  structuredClone(detached, { transfer: [detached.buffer] });
  const ARRAYS =
    "Expected the image's data in Uint8Array, Uint8ClampedArray, Uint16Array, Float32Array or Float16Array";
  const SIZES = "Expected a whole number from 1 for the image's";
  const INPUTS =
    'Expected an image as { data, width, height }, ImageData, ImageBitmap, VideoFrame, OffscreenCanvas or HTMLCanvasElement';

  test.each<[unknown, string]>([
    [{ data: new Int8Array(16), width: 2, height: 2 }, `${ARRAYS} but received an Int8Array of 16`],
    [{ data: new Float64Array(16), width: 2, height: 2 }, `${ARRAYS} but received a Float64Array of 16`],
    [{ data: new Uint32Array(4), width: 2, height: 2 }, `${ARRAYS} but received a Uint32Array of 4`],
    [{ data: new BigUint64Array(16), width: 2, height: 2 }, `${ARRAYS} but received a BigUint64Array of 16`],
    [{ data: new DataView(data.buffer), width: 2, height: 2 }, `${ARRAYS} but received a DataView`],
    [{ data: data.buffer, width: 2, height: 2 }, `${ARRAYS} but received an ArrayBuffer`],
    [{ data: [1, 2, 3, 4], width: 1, height: 1 }, `${ARRAYS} but received an Array of 4`],
    [{ data: { length: 16 }, width: 2, height: 2 }, `${ARRAYS} but received an object of length`],
    [{ data: null, width: 2, height: 2 }, `${ARRAYS} but received null`],
    [{ data: 'AAAA', width: 1, height: 1 }, `${ARRAYS} but received "AAAA"`],
    [
      { data: detached, width: 2, height: 2 },
      "Expected the image's data but received a Uint8Array of 0 (empty or detached)",
    ],
    [{ data, width: 0, height: 2 }, `${SIZES} width but received 0`],
    [{ data, width: 2, height: -2 }, `${SIZES} height but received -2`],
    [{ data, width: 2.5, height: 2 }, `${SIZES} width but received 2.5`],
    [{ data, width: Number.NaN, height: 2 }, `${SIZES} width but received NaN`],
    [{ data, width: '2', height: 2 }, `${SIZES} width but received "2"`],
    [{ data, height: 2 }, `${SIZES} width but received undefined`],
    [{ data, width: 3, height: 2 }, 'Expected 1 to 4 components for each of 3x2 pixels but received 16 in all'],
    [{ data, width: 1, height: 2 }, 'Expected 1 to 4 components for each of 1x2 pixels but received 16 in all'],
    [{ data, width: 2, height: 2, channels: 3 }, 'Expected an image of 2x2 pixels with 12 components but received 16'],
    [{ data, width: 2, height: 2, channels: 5 }, "Expected 1, 2, 3 or 4 for the image's channels but received 5"],
    [{ data, width: 2, height: 2, channels: '4' }, 'Expected 1, 2, 3 or 4 for the image\'s channels but received "4"'],
    [
      { data, width: 2, height: 2, colorSpace: 'display-p3' },
      'Expected srgb or linear for the image\'s colorSpace but received "display-p3"',
    ],
    [
      { data, width: 2, height: 2, colorSpace: null },
      "Expected srgb or linear for the image's colorSpace but received null",
    ],
    [
      { data, width: 2, height: 2, primaries: 'p3' },
      'Expected bt709 or unspecified for the image\'s primaries but received "p3"',
    ],
    [{ data, width: 2, height: 2, hasAlpha: 1 }, "Expected true or false for the image's hasAlpha but received 1"],
    [
      { data, width: 2, height: 2, componentType: 'float16' },
      "Expected the image's data as float16 but received a Uint8Array of 16",
    ],
    [
      { data, width: 2, height: 2, componentType: 'half' },
      'Expected unorm8, unorm16, float16 or float32 for the image\'s componentType but received "half"',
    ],
    [null, `${INPUTS} but received null`],
    [undefined, `${INPUTS} but received undefined`],
    [42, `${INPUTS} but received 42`],
    ['photo.png', `${INPUTS} but received "photo.png"`],
    [data, `${INPUTS} but received a Uint8Array of 16`],
    [{}, `${INPUTS} but received an object without keys`],
    [{ width: 2, height: 2, pixels: data }, `${INPUTS} but received an object of width, height, pixels`],
    [Promise.resolve({ data }), `${INPUTS} but received a Promise`],
    [new Blob([]), `${INPUTS} but received a Blob`],
    [() => data, `${INPUTS} but received a function`],
  ])('%o', async (input, message) => {
    await expect(accept(input)).rejects.toMatchObject({ name: 'AstcError', code: 'E_OPTION', message });
  });

  test.each<[string, unknown, string]>([
    ['a path', 'photo.png', 'readImage reads files'],
    ['bytes', data, 'readImage reads files; raw pixels need their size: { data, width, height }'],
    ['a promise', Promise.resolve(), 'await it first'],
  ])('%s has a way out', async (_, input, hint) => {
    await expect(accept(input)).rejects.toMatchObject({ hint });
  });
});

describe('types of ImageInput', () => {
  /** Errors of a program that uses the declarations under these libraries. */
  function compile(lib: string[], program: string): string[] {
    const path = fileURLToPath(new URL('./program.ts', import.meta.url));
    const options: ts.CompilerOptions = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: lib.map((name) => `lib.${name}.d.ts`),
      types: [],
    };
    const host = ts.createCompilerHost(options);
    const original = host.getSourceFile.bind(host);
    host.getSourceFile = (name, ...rest) =>
      name === path ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2022) : original(name, ...rest);
    const { readFile, fileExists } = host;
    host.readFile = (name) => (name === path ? program : readFile(name));
    host.fileExists = (name) => name === path || fileExists(name);
    const checked = ts.createProgram([path], options, host);
    // Of these files alone: checking a library takes seconds.
    const files = checked
      .getSourceFiles()
      .filter(({ fileName }) => !checked.isSourceFileDefaultLibrary(checked.getSourceFile(fileName)!));
    return files
      .flatMap((file) => [...checked.getSyntacticDiagnostics(file), ...checked.getSemanticDiagnostics(file)])
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
  const head = `import type { ImageInput } from '../../src/images/image-input.js'; const take = (_: ImageInput) => {};\n`;

  test('need no DOM library', () => {
    expect(compile(['es2022'], `${head} take({ data: new Uint8ClampedArray(4), width: 1, height: 1 });`)).toEqual([]);
    expect(compile(['es2022'], `${head} take({ data: new Int8Array(4), width: 1, height: 1 });`)).not.toEqual([]);
  });

  test('take every type of the DOM, and halves', () => {
    const names = ['ImageData', 'ImageBitmap', 'VideoFrame', 'OffscreenCanvas', 'HTMLCanvasElement'];
    const program = names.map((name) => `take(null as unknown as ${name});`).join('\n');
    expect(compile(['es2022', 'dom'], head + program)).toEqual([]);
    const halves = `take({ data: new Float16Array(4), width: 1, height: 1 });`;
    expect(compile(['esnext'], head + halves)).toEqual([]);
    expect(compile(['es2022', 'dom'], `${head} take(document.body);`)).not.toEqual([]);
  });

  test('declare nothing of the DOM: the source says so itself', () => {
    const source = readFileSync(new URL('../../src/images/image-input.ts', import.meta.url), 'utf8');
    expect(source).not.toMatch(/: (?:ImageData|ImageBitmap|VideoFrame|OffscreenCanvas|HTMLCanvasElement)\b/);
  });
});
