/** ETC and EAC blocks as plain objects, for reports: the host's view of assembly/etc/describe-block.ts. */
import { ETC_FORMATS, type EtcFormat } from '../types.js';
import { blockBytes } from './formats.js';
import { checkStatus } from './status.js';
import { WasmMemory } from './wasm-memory.js';
import { instantiate, type WasmExports } from './wasm-module.js';

/** Modes of a colour word; the index is the number assembly/etc/color-word.ts gives it. */
export const ETC_MODES = ['individual', 'differential', 'T', 'H', 'planar', 'illegal'] as const;
export type EtcMode = (typeof ETC_MODES)[number];

/** Parts of a description (assembly/etc/describe-block.ts): byte offsets. */
export const ETC_PART = {
  mode: 0,
  flip: 4,
  opaque: 8,
  tables: 12,
  colors: 20,
  eac: 56,
  colorIndices: 80,
  eacIndices: 96,
} as const;
const DESCRIPTION_BYTES = 128;

/** Colours a mode stores. */
const COLOR_COUNTS: Readonly<Record<EtcMode, number>> = {
  individual: 2,
  differential: 2,
  T: 2,
  H: 2,
  planar: 3,
  illegal: 0,
};

/** The colour word of a block. */
export interface EtcColor {
  mode: EtcMode;
  /** Whether the halves of the individual and differential modes lie one above the other; null in other modes. */
  flipped: boolean | null;
  /** Whether the block can have transparent texels (punch-through alpha). */
  punchThrough: boolean;
  /** r, g, b of 0..255: bases of the halves; the two colours of T and H; O, H and V of planar. */
  colors: number[][];
  /** Modifier tables 0..7 of the halves; null in other modes. */
  tables: [number, number] | null;
  /** Distance of T and H; null in other modes. */
  distance: number | null;
  /** Pixel indices 0..3, row-major; null in planar and illegal blocks. */
  indices: number[] | null;
}

/** An EAC word: alpha, red or green. */
export interface EacComponent {
  component: 'red' | 'green' | 'alpha';
  base: number;
  multiplier: number;
  /** Modifier table 0..15. */
  table: number;
  /** Pixel indices 0..7, row-major. */
  indices: number[];
}

/** Everything about one ETC or EAC block. */
export interface EtcBlockReport {
  kind: 'etc';
  /** Null in formats without colour. */
  color: EtcColor | null;
  eac: EacComponent[];
}

/** Looks into blocks of one format, with a codec instance of its own. */
export class EtcInspector {
  readonly #exports: WasmExports;
  readonly #memory: WasmMemory;
  readonly #format: EtcFormat;

  /** @throws {AstcError} E_WASM */
  constructor(module: WebAssembly.Module, format: EtcFormat) {
    this.#exports = instantiate(module);
    this.#memory = new WasmMemory(this.#exports);
    this.#format = format;
  }

  /** Everything about a block. */
  report(block: Uint8Array): EtcBlockReport {
    const view = this.#describe(block);
    const mode = ETC_MODES[view.getInt32(ETC_PART.mode, true)];
    return {
      kind: 'etc',
      color: mode === undefined ? null : readColor(view, mode),
      eac: [0, 1].flatMap((slot) => readEac(view, slot, this.#format)),
    };
  }

  #describe(block: Uint8Array): DataView {
    const reserved = this.#memory.reserve(blockBytes(this.#format), DESCRIPTION_BYTES);
    const [blockPtr, descriptionPtr] = reserved as [number, number];
    this.#memory.bytes.set(block, blockPtr);
    const format = ETC_FORMATS.indexOf(this.#format);
    checkStatus('describeEtcBlock', this.#exports.describeEtcBlock(blockPtr, format, descriptionPtr));
    return new DataView(this.#memory.bytes.buffer, descriptionPtr, DESCRIPTION_BYTES);
  }
}

function readColor(view: DataView, mode: EtcMode): EtcColor {
  const hasHalves = mode === 'individual' || mode === 'differential';
  const isPaint = mode === 'T' || mode === 'H';
  const tables: [number, number] = [view.getInt32(ETC_PART.tables, true), view.getInt32(ETC_PART.tables + 4, true)];
  return {
    mode,
    flipped: hasHalves ? view.getInt32(ETC_PART.flip, true) === 1 : null,
    // Planar blocks ignore the bit.
    punchThrough: mode !== 'planar' && view.getInt32(ETC_PART.opaque, true) === 0,
    colors: Array.from({ length: COLOR_COUNTS[mode] }, (_, color) => readInts(view, ETC_PART.colors + color * 12, 3)),
    tables: hasHalves ? tables : null,
    distance: isPaint ? tables[0] : null,
    indices: hasHalves || isPaint ? readBytes(view, ETC_PART.colorIndices) : null,
  };
}

function readEac(view: DataView, slot: number, format: EtcFormat): EacComponent[] {
  const [base, multiplier, table] = readInts(view, ETC_PART.eac + slot * 12, 3) as [number, number, number];
  if (table < 0) return [];
  const component = format === 'etc2-rgba' ? 'alpha' : slot === 0 ? 'red' : 'green';
  return [{ component, base, multiplier, table, indices: readBytes(view, ETC_PART.eacIndices + slot * 16) }];
}

function readInts(view: DataView, offset: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => view.getInt32(offset + index * 4, true));
}

function readBytes(view: DataView, offset: number): number[] {
  return Array.from({ length: 16 }, (_, index) => view.getUint8(offset + index));
}
