/**
 * A second KTX2 reader, written from the KTX File Format Specification 2.0 and the Khronos Data Format Specification
 * alone, with no library: the witness for what the writer wrote. It checks what the specification demands of any file.
 */
export interface SpecKtx2 {
  vkFormat: number;
  typeSize: number;
  pixelWidth: number;
  pixelHeight: number;
  pixelDepth: number;
  layerCount: number;
  faceCount: number;
  levelCount: number;
  supercompressionScheme: number;
  levels: { byteOffset: number; byteLength: number; uncompressedByteLength: number; data: Uint8Array }[];
  /** 32-bit words of the data format descriptor, after its total size. */
  dfdWords: number[];
  keyValues: [key: string, value: string][];
  globalData: Uint8Array;
}

/** Header fields in file order. */
const HEADER_FIELDS = [
  'vkFormat',
  'typeSize',
  'pixelWidth',
  'pixelHeight',
  'pixelDepth',
  'layerCount',
  'faceCount',
  'levelCount',
  'supercompressionScheme',
] as const;

export function readBySpec(bytes: Uint8Array): SpecKtx2 {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const identifier = String.fromCharCode(...bytes.subarray(0, 12));
  demand(identifier === '\xabKTX 20\xbb\r\n\x1a\n', 'identifier');
  const header = Object.fromEntries(
    HEADER_FIELDS.map((name, index) => [name, view.getUint32(12 + index * 4, true)]),
  ) as Record<(typeof HEADER_FIELDS)[number], number>;
  const [dfdOffset, dfdLength, kvdOffset, kvdLength] = [48, 52, 56, 60].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  const [sgdOffset, sgdLength] = [64, 72].map((at) => Number(view.getBigUint64(at, true))) as [number, number];
  const indexed = Math.max(1, header.levelCount);
  const hasGlobalData = sgdLength > 0;
  demand(hasGlobalData ? sgdOffset % 8 === 0 : sgdOffset === 0, 'global data is aligned, or nowhere');
  demand(hasGlobalData === (header.supercompressionScheme === 1), 'global data is of BasisLZ');
  demand(dfdOffset === 80 + 24 * indexed, 'the descriptor follows the level index');
  demand(kvdOffset === dfdOffset + dfdLength, 'key/value data follows the descriptor');
  demand(view.getUint32(dfdOffset, true) === dfdLength, 'dfdTotalSize is dfdByteLength');
  const dfdWords = Array.from({ length: dfdLength / 4 - 1 }, (_, word) =>
    view.getUint32(dfdOffset + 4 + word * 4, true),
  );
  return {
    ...header,
    levels: readLevels(bytes, view, {
      levelCount: indexed,
      headEnd: hasGlobalData ? sgdOffset + sgdLength : kvdOffset + kvdLength,
      alignment: header.supercompressionScheme === 0 ? alignmentOf(dfdWords[4]! & 0xff) : 1,
    }),
    globalData: bytes.subarray(sgdOffset, sgdOffset + sgdLength),
    dfdWords,
    keyValues: readKeyValues(bytes, view, kvdOffset, kvdLength),
  };
}

/** The least common multiple of a block's bytes and 4. */
function alignmentOf(blockBytes: number): number {
  let alignment = Math.max(blockBytes, 4);
  while (alignment % blockBytes !== 0 || alignment % 4 !== 0) alignment++;
  return alignment;
}

/** "Level Index" and "mipPadding": from the smallest level on, each aligned where it is not packed, no gaps. */
function readLevels(
  bytes: Uint8Array,
  view: DataView,
  { levelCount, headEnd, alignment }: { levelCount: number; headEnd: number; alignment: number },
): SpecKtx2['levels'] {
  const levels = Array.from({ length: levelCount }, (_, level) => {
    const [byteOffset, byteLength, uncompressedByteLength] = [0, 8, 16].map((at) =>
      Number(view.getBigUint64(80 + level * 24 + at, true)),
    ) as [number, number, number];
    const data = bytes.subarray(byteOffset, byteOffset + byteLength);
    demand(data.length === byteLength, `level ${level} lies inside the file`);
    return { byteOffset, byteLength, uncompressedByteLength, data };
  });
  let end = headEnd;
  for (const level of levels.toReversed()) {
    demand(level.byteOffset === Math.ceil(end / alignment) * alignment, 'levels are aligned to blocks, smallest first');
    demand(
      bytes.subarray(end, level.byteOffset).every((byte) => byte === 0),
      'padding is zero',
    );
    end = level.byteOffset + level.byteLength;
  }
  demand(end === bytes.length, 'nothing follows the largest level');
  return levels;
}

/** "Key/Value Data": sorted by code point, each entry padded to four bytes with zeros. */
function readKeyValues(bytes: Uint8Array, view: DataView, offset: number, length: number): SpecKtx2['keyValues'] {
  const pairs: SpecKtx2['keyValues'] = [];
  let at = offset;
  while (at < offset + length) {
    const entryLength = view.getUint32(at, true);
    const entry = bytes.subarray(at + 4, at + 4 + entryLength);
    const keyLength = entry.indexOf(0);
    demand(keyLength > 0, 'keys end in NUL');
    const key = new TextDecoder('utf-8', { fatal: true }).decode(entry.subarray(0, keyLength));
    const value = entry.subarray(keyLength + 1);
    if (key.startsWith('KTX')) demand(value.at(-1) === 0, 'KTX text values end in NUL');
    const isText = value.at(-1) === 0;
    pairs.push([
      key,
      isText ? new TextDecoder().decode(value.subarray(0, -1)) : `0x${Buffer.from(value).toString('hex')}`,
    ]);
    at += 4 + Math.ceil(entryLength / 4) * 4;
  }
  demand(at === offset + length, 'key/value data ends with its last entry');
  const keys = pairs.map(([key]) => key);
  demand(keys.join() === keys.toSorted().join(), 'keys are sorted');
  return pairs;
}

function demand(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`KTX2 file breaks a rule: ${rule}`);
}
