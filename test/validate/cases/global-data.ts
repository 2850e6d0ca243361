/** Faults of supercompression global data. */
import { concat, entry, patch, WRITER, words } from '../build-ktx2.js';
import { BASIS_GLOBAL_DATA, basis, etc1sBlock, hdr6x6 } from '../subjects.js';
import type { Case } from './case.js';

/** Places in the global data: flags of the first image, then offset and length of its two slices. */
const IMAGE = {
  flags: 'sgd+20',
  rgbOffset: 'sgd+24',
  rgbLength: 'sgd+28',
  alphaOffset: 'sgd+32',
  alphaLength: 'sgd+36',
};

/** The slice itself: its type and its size, at the end of the file. */
const slice = (at: number, value: number) => {
  const file = hdr6x6();
  new DataView(file.buffer).setUint16(file.length - 8 + at, value, true);
  return file;
};

export const GLOBAL_DATA_CASES: readonly Case[] = [
  ['a header of 16 bytes', () => basis({ globalData: new Uint8Array(16) }), [8101]],
  ['a byte too many', () => basis({ globalData: concat(BASIS_GLOBAL_DATA, [0]) }), [8102]],
  [
    'extended data of ETC1S',
    () => patch(basis({ globalData: concat(BASIS_GLOBAL_DATA, [0]) }), { 'sgd+16': 1 }),
    [8103],
  ],
  ['an unknown flag', () => patch(basis(), { [IMAGE.flags]: 4 }), [8104]],
  ['a P frame of no animation', () => patch(basis(), { [IMAGE.flags]: 2 }), [8105]],
  [
    'a P frame of an animation',
    () =>
      patch(basis({ keyValues: concat(entry('KTXanimData', words(1, 1, 1)), WRITER), header: { layerCount: 1 } }), {
        [IMAGE.flags]: 2,
      }),
    [],
  ],
  ['no RGB slice', () => patch(basis(), { [IMAGE.rgbLength]: 0 }), [8106]],
  ['an RGB slice beyond the level', () => patch(basis(), { [IMAGE.rgbOffset]: 1 }), [8107]],
  ['an RGB slice beyond 32 bits', () => patch(basis(), { [IMAGE.rgbOffset]: 0xffffffff }), [8107]],
  ['an alpha slice beyond the level', () => patch(basis(), { [IMAGE.alphaOffset]: 6 }), [8108]],
  ['no alpha slice', () => basis({ descriptor: etc1sBlock(2) }), [8109]],
  ['an alpha slice of opaque images', () => patch(basis(), { [IMAGE.alphaLength]: 5 }), [8110]],
  ['images that are not there', () => patch(basis(), { layerCount: 1000 }), [8102]],

  ['a descriptor of 8 bytes', () => hdr6x6({ globalData: words(0, 8) }), [8201]],
  ['a descriptor of 16 bytes', () => hdr6x6({ globalData: words(0, 8, 0xabcd, 0) }), [8202]],
  ['no slice', () => patch(hdr6x6(), { 'sgd+4': 0 }), [8203]],
  ['a slice beyond the level', () => patch(hdr6x6(), { 'sgd+4': 9 }), [8204]],
  ['another profile', () => patch(hdr6x6(), { 'sgd+8': 0xaacd }), [8205, 8207]],
  ['another version', () => patch(hdr6x6(), { 'sgd+8': 0xabcf }), [8206, 8208]],
  ['a slice of another profile', () => slice(0, 0xaacd), [8207]],
  ['a slice of another version', () => slice(0, 0xabce), [8208]],
  ['a slice of another width', () => slice(2, 5), [8209]],
  ['a slice of another height', () => slice(4, 5), [8209]],
  ['a slice beyond the end', () => patch(hdr6x6(), { 'sgd+0': 1000 }), [8204, 1003]],
];
