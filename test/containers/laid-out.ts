/** KTX 1 and PKM files laid out by hand from their specifications, for readers to read and the fuzzer to break. */

export interface KtxByHand {
  glInternalFormat: number;
  glBaseInternalFormat?: number;
  width: number;
  height: number;
  /** Blocks of each level, the largest first. */
  levels: readonly Uint8Array[];
  /** What the level count field says. Default: the number of levels. */
  levelCount?: number;
  isBigEndian?: boolean;
  /** Key and value pairs, without their NULs. */
  keyValues?: readonly (readonly [key: string, value: string])[];
}

const KTX_IDENTIFIER = '«KTX 11»\r\n\x1a\n';

/** A KTX 1 file. Spec: KTX File Format Specification 1.0, "Format". */
export function layOutKtx(file: KtxByHand): Uint8Array {
  const little = file.isBigEndian !== true;
  const parts: Uint8Array[] = [];
  const u32 = (value: number) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, little);
    parts.push(bytes);
  };
  const keyValue = (file.keyValues ?? []).map(([key, value]) => Buffer.from(`${key}\0${value}\0`));
  const padded = keyValue.map((entry) => Math.ceil(entry.length / 4) * 4);
  parts.push(Uint8Array.from(Buffer.from(KTX_IDENTIFIER, 'latin1')));
  const levelCount = file.levelCount ?? file.levels.length;
  const sizes = [file.width, file.height, 0, 0, 1, levelCount, padded.reduce((sum, length) => sum + 4 + length, 0)];
  for (const field of [0x04030201, 0, 1, 0, file.glInternalFormat, file.glBaseInternalFormat ?? 0x1907, ...sizes]) {
    u32(field);
  }
  for (const [index, entry] of keyValue.entries()) {
    u32(entry.length);
    parts.push(Uint8Array.from(entry), new Uint8Array(padded[index]! - entry.length));
  }
  for (const level of file.levels) {
    u32(level.length);
    parts.push(level);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

export interface PkmByHand {
  version: '10' | '20';
  type: number;
  width: number;
  height: number;
  blocks: Uint8Array;
}

/** A PKM file: big-endian. */
export function layOutPkm({ version, type, width, height, blocks }: PkmByHand): Uint8Array {
  const fields = [type, Math.ceil(width / 4) * 4, Math.ceil(height / 4) * 4, width, height];
  const header = [...Buffer.from(`PKM ${version}`), ...fields.flatMap((field) => [field >> 8, field & 0xff])];
  return Uint8Array.from([...header, ...blocks]);
}

/** Bytes that differ from each other. */
export function countedBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 37 + 11) & 0xff);
}

/** Well-formed KTX 1 files of several kinds. */
export function ktxSources(): Uint8Array[] {
  const mips = [256, 64, 16, 16, 16].map(countedBytes);
  return [
    layOutKtx({ glInternalFormat: 0x8d64, width: 5, height: 7, levels: [countedBytes(32)] }),
    layOutKtx({ glInternalFormat: 0x9278, glBaseInternalFormat: 0x1908, width: 16, height: 16, levels: mips }),
    layOutKtx({
      glInternalFormat: 0x93d4,
      glBaseInternalFormat: 0x1908,
      width: 13,
      height: 6,
      levels: [countedBytes(48)],
      isBigEndian: true,
      keyValues: [
        ['KTXorientation', 'S=r,T=d'],
        ['comment', 'big-endian'],
      ],
    }),
  ];
}

/** Well-formed PKM files of several kinds. */
export function pkmSources(): Uint8Array[] {
  return [
    layOutPkm({ version: '10', type: 0, width: 5, height: 7, blocks: countedBytes(32) }),
    layOutPkm({ version: '20', type: 3, width: 9, height: 4, blocks: countedBytes(48) }),
    layOutPkm({ version: '20', type: 8, width: 4, height: 12, blocks: countedBytes(48) }),
  ];
}
