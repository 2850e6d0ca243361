/** Texels to a KTX 1 file, which holds them as they are: native reads it faster than any picture. */
import { writeFile } from 'node:fs/promises';

const HEADER_BYTES = 64;
const RGBA = 0x1908;

/** OpenGL's numbers of the texels that we write: type and bytes of a component, and the format with its size. */
export const KTX_TEXELS = /** @type {const} */ ({
  rgba8: { type: 0x1401, typeSize: 1, format: 0x8058 },
  rgba16f: { type: 0x140b, typeSize: 2, format: 0x881a },
});

/**
 * @param {string} path
 * @param {{ width: number, height: number, depth?: number, data: Uint8Array }} picture one level, a volume where it has depth
 * @param {(typeof KTX_TEXELS)[keyof typeof KTX_TEXELS]} texels
 */
export async function writeKtx(path, { width, height, depth = 0, data }, { type, typeSize, format }) {
  const header = Buffer.alloc(HEADER_BYTES + 4);
  header.set([0xab, 0x4b, 0x54, 0x58, 0x20, 0x31, 0x31, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a]);
  const fields = [0x04030201, type, typeSize, RGBA, format, RGBA, width, height, depth, 0, 1, 1, 0, data.length];
  fields.forEach((field, index) => {
    header.writeUInt32LE(field, 12 + 4 * index);
  });
  await writeFile(path, Buffer.concat([header, data]));
}
