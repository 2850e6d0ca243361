/**
 * Bounds-checked reads, little-endian unless asked otherwise. Every container reader goes through this class, so that a lying offset or a
 * cut file is an {@link AstcError} with its place, never a RangeError.
 */
import { AstcError, type AstcErrorCode } from '../errors.js';

/** Offsets above this cannot be exact in a double, and no file is that long. */
const MAX_OFFSET = BigInt(Number.MAX_SAFE_INTEGER);

/** The same bytes in memory that only this thread sees: copied where it is shared, as `Blob` and `crypto` want it. */
export function plainBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isPlain = Object.prototype.toString.call(bytes.buffer) === '[object ArrayBuffer]';
  return isPlain ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes);
}

export class ByteReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #truncatedCode: AstcErrorCode;
  readonly #what: string;
  readonly #isLittleEndian: boolean;

  /**
   * @param what names the file kind in messages, as `KTX2 file`
   * @param truncatedCode the code of every error this reader throws
   * @param byteOrder of numbers of 16 and 32 bits
   */
  constructor(
    bytes: Uint8Array,
    what: string,
    truncatedCode: AstcErrorCode,
    byteOrder: 'little-endian' | 'big-endian' = 'little-endian',
  ) {
    this.#isLittleEndian = byteOrder === 'little-endian';
    this.#bytes = plainBytes(bytes);
    const { buffer, byteOffset, byteLength } = this.#bytes;
    this.#view = new DataView(buffer, byteOffset, byteLength);
    this.#what = what;
    this.#truncatedCode = truncatedCode;
  }

  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  /**
   * Throws unless `length` bytes lie at `offset`.
   * @param part what lies there, as `level 2`
   */
  require(offset: number, length: number, part: string): void {
    if (offset + length > this.byteLength) {
      throw new AstcError(
        this.#truncatedCode,
        `${this.#what} is truncated: ${part} at byte ${offset} (expected ${length} bytes, got ${Math.max(0, this.byteLength - offset)})`,
      );
    }
  }

  u8(offset: number, part: string): number {
    this.require(offset, 1, part);
    return this.#view.getUint8(offset);
  }

  /** Little-endian, as .astc has it. */
  u24(offset: number, part: string): number {
    this.require(offset, 3, part);
    return this.#view.getUint16(offset, true) + this.#view.getUint8(offset + 2) * 0x10000;
  }

  u16(offset: number, part: string): number {
    this.require(offset, 2, part);
    return this.#view.getUint16(offset, this.#isLittleEndian);
  }

  u32(offset: number, part: string): number {
    this.require(offset, 4, part);
    return this.#view.getUint32(offset, this.#isLittleEndian);
  }

  /** A little-endian 64-bit count or offset as a number; one that a double cannot hold reads as the largest safe integer. */
  u64(offset: number, part: string): number {
    this.require(offset, 8, part);
    const value = this.#view.getBigUint64(offset, true);
    return Number(value > MAX_OFFSET ? MAX_OFFSET : value);
  }

  /** The bytes at `offset`, sharing memory with the file. Always a plain Uint8Array, also for a Node Buffer. */
  slice(offset: number, length: number, part: string): Uint8Array<ArrayBuffer> {
    this.require(offset, length, part);
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + offset, length);
  }
}
