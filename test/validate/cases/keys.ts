/** Faults of key/value data. */
import { concat, entry, patch, rawEntry, WRITER, words } from '../build-ktx2.js';
import { astc, basis, type Changes, custom, d16, rgba8, uastc, uastcHdr } from '../subjects.js';
import { type Case, GLTF } from './case.js';

/** In their order, the writer where it belongs. */
const keys = (...entries: Uint8Array[]): Changes => ({ keyValues: concat(...entries) });
const before = (key: string, value: string | Uint8Array) => keys(entry(key, value), WRITER);
const after = (key: string, value: string | Uint8Array) => keys(WRITER, entry(key, value));

/** Faces of an incomplete cube map, in layers of a square. */
const faces = (value: string, header: Record<string, number> = {}) => ({
  ...before('KTXcubemapIncomplete', value),
  header: { layerCount: 1, ...header },
});

export const KEY_CASES: readonly Case[] = [
  [
    'a hundred and one entries',
    () => rgba8(keys(...Array.from({ length: 101 }, (_, index) => entry(`a${index + 100}`, '')))),
    [7001, ...new Array(100).fill(7010), 7125],
  ],
  ['a cut entry', () => rgba8(keys(WRITER, words(2))), [7002]],
  ['a length beyond the end', () => patch(rgba8(), { 'kvd+0': 100 }), [7003]],
  ['an entry of one byte', () => rgba8(keys(rawEntry('a'), WRITER)), [7004]],
  ['a key without NUL', () => rgba8(keys(WRITER, rawEntry('abc'))), [7005, 7010]],
  ['a key with a byte order mark', () => rgba8(after('\xef\xbb\xbfabc', '')), [7006, 7010]],
  ['a key that is no UTF-8', () => rgba8(after('a\xff', '')), [7007, 7010]],
  ['an entry that is not padded', () => rgba8(keys(WRITER.slice(0, -1))), [7008]],
  ['a key of KTX', () => rgba8(before('KTXnew', '')), [7009]],
  ['a key of ktx', () => rgba8(after('ktxnew', '')), [7009]],
  ['a key of somebody', () => rgba8(after('mine', 'x')), [7010]],
  ['padding of 1', () => rgba8(keys(rawEntry('KTXwriter\0test\0', 1))), [7011]],
  ['entries in another order', () => rgba8(keys(entry('b', ''), entry('a', ''))), [7012, 7010, 7010, 7125]],
  ['a key twice', () => rgba8(keys(WRITER, WRITER)), [7013]],
  ['an empty key', () => rgba8(keys(rawEntry('\0\0'), WRITER)), [7013]],

  ['faces with an upper bit', () => rgba8(faces('\x81')), [7101]],
  ['all faces', () => rgba8(faces('\x3f', { layerCount: 0 })), [7102]],
  ['no faces', () => rgba8(faces('\0')), [7103]],
  ['two faces in one layer', () => rgba8(faces('\x03')), [7104]],
  [
    'faces beside six',
    () => rgba8({ ...faces('\x01', { faceCount: 6 }), levels: [{ data: new Uint8Array(384) }] }),
    [7105],
  ],
  ['faces of two bytes', () => rgba8(faces('\x01\0')), [7106]],
  ['faces of no byte', () => rgba8(faces('')), [7106]],
  [
    'faces that are not square',
    () => rgba8({ ...faces('\x01', { pixelHeight: 8 }), levels: [{ data: new Uint8Array(128) }] }),
    [3008],
  ],
  ['faces with depth', () => rgba8(faces('\x01', { pixelDepth: 1 })), [3014, 3013]],
  ['orientation without NUL', () => rgba8(before('KTXorientation', 'rd')), [7107]],
  ['orientation of three', () => rgba8(before('KTXorientation', 'rdi\0')), [7108]],
  ['orientation of r and x', () => rgba8(before('KTXorientation', 'rx\0')), [7109]],
  ['orientation of x and x', () => rgba8(before('KTXorientation', 'xx\0')), [7109, 7109]],
  ['glFormat of 4 bytes', () => custom(before('KTXglFormat', '\0\0\0\0')), [7110]],
  ['glFormat beside a format', () => rgba8(before('KTXglFormat', new Uint8Array(12))), [7111]],
  ['glType of BasisLZ', () => basis(before('KTXglFormat', words(0, 1, 0))), [7112]],
  ['glType of UASTC', () => uastc(before('KTXglFormat', words(0, 0, 1))), [7112]],
  ['dxgiFormat of 3 bytes', () => custom(before('KTXdxgiFormat__', 'abc')), [7113]],
  ['dxgiFormat beside a format', () => rgba8(before('KTXdxgiFormat__', words(1))), [7114]],
  ['metalPixelFormat of 3 bytes', () => custom(before('KTXmetalPixelFormat', 'abc')), [7115]],
  ['metalPixelFormat beside a format', () => rgba8(before('KTXmetalPixelFormat', words(1))), [7116]],
  ['swizzle without NUL', () => rgba8(before('KTXswizzle', 'rgba')), [7117]],
  ['swizzle of three', () => rgba8(before('KTXswizzle', 'rgb\0')), [7118]],
  ['swizzle of x', () => rgba8(before('KTXswizzle', 'rgbx\0')), [7119]],
  ['swizzle of depth', () => d16(before('KTXswizzle', 'rrr1\0')), [7121]],
  ['writer without NUL', () => rgba8(keys(entry('KTXwriter', 'test'))), [7122]],
  ['writer that is no UTF-8', () => rgba8(keys(entry('KTXwriter', '\xc3\0'))), [7123]],
  ['parameters without a writer', () => rgba8(keys(entry('KTXwriterScParams', '-a\0'))), [7124]],
  ['no writer', () => rgba8(keys(entry('KTXorientation', 'rd\0'))), [7125]],
  ['parameters without NUL', () => rgba8(after('KTXwriterScParams', '-a')), [7126]],
  ['parameters that are no UTF-8', () => rgba8(after('KTXwriterScParams', '\xed\xa0\x80\0')), [7127]],
  ['animation of 4 bytes', () => rgba8({ ...before('KTXanimData', words(1)), header: { layerCount: 1 } }), [7128]],
  ['animation of no array', () => rgba8(before('KTXanimData', words(1, 1, 1))), [7129]],
  [
    'animation of faces',
    () =>
      rgba8({
        ...keys(entry('KTXanimData', words(1, 1, 1)), entry('KTXcubemapIncomplete', '\x01'), WRITER),
        header: { layerCount: 1 },
      }),
    [7130],
  ],
  ['decode mode without NUL', () => astc(before('KTXastcDecodeMode', 'unorm8')), [7131]],
  ['decode mode of nobody', () => astc(before('KTXastcDecodeMode', 'unorm16\0')), [7132]],
  [
    'unorm8 of HDR',
    () =>
      patch(uastcHdr({ ...before('KTXastcDecodeMode', 'unorm8\0') }), {
        'dfd.model': 162,
        'sample0.channelType': 0xc0,
        'sample0.lower': 0xbf800000,
      }),
    [7133],
  ],
  ['decode mode of RGBA', () => rgba8(before('KTXastcDecodeMode', 'rgb9e5\0')), [7134]],
  [
    'decode mode of sRGB',
    () => patch(astc(before('KTXastcDecodeMode', 'rgb9e5\0')), { vkFormat: 158, 'dfd.transfer': 2 }),
    [7135],
  ],
  ['another swizzle for glTF', () => uastc(before('KTXswizzle', 'rrrg\0')), [7201], GLTF],
  ['another orientation for glTF', () => uastc(before('KTXorientation', 'ru\0')), [7202], GLTF],
];
