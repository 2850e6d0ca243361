/** What was found for a block → its 16 bytes. */
import { blockModeAt } from '../../astc/block-mode';
import { packBlock } from '../../astc/pack';
import { COLOR_PVALUE, LEVEL_COUNTS, WEIGHT_RANK_PVALUE } from '../../astc/quant';
import { KIND_PARTITIONED, SYMBOLIC_BLOCK_BYTES, SymbolicBlock } from '../../astc/symbolic-block';
import { lookup32 } from '../../simd/lookup';
import { FOUND_COLORS, FOUND_RANKS, Found } from './band';
import { Config } from './lane-tables';

const SYMBOLIC: usize = memory.data(<i32>SYMBOLIC_BLOCK_BYTES, 16);

export function packFound(found: Found, blockPtr: usize): void {
  const symbolic = changetype<SymbolicBlock>(SYMBOLIC);
  const config = changetype<Config>(found.config);
  const mode = blockModeAt(config.blockMode, 2);
  const from = changetype<usize>(found);
  symbolic.kind = <u8>KIND_PARTITIONED;
  symbolic.partitionCount = found.partitionCount;
  symbolic.plane2Component = found.plane2Component;
  symbolic.blockMode = config.blockMode;
  symbolic.partitionSeed = found.seed;
  symbolic.gridWidth = mode.gridWidth;
  symbolic.gridHeight = mode.gridHeight;
  symbolic.gridDepth = 1;
  symbolic.weightQuantLevel = config.weightLevel;
  symbolic.colorQuantLevel = config.colorLevel;
  store<u16>(symbolic.cemPtr, load<u16>(from, offsetof<Found>('cem0')));
  const pvalues = COLOR_PVALUE + ((<usize>config.colorLevel) << 8);
  const colors = (<usize>found.partitionCount) << 3;
  for (let color: usize = 0; color < colors; color++) {
    store<u8>(symbolic.colorsPtr + color, load<u8>(pvalues + <usize>load<u8>(from + color, FOUND_COLORS)));
  }
  const table = WEIGHT_RANK_PVALUE + ((<usize>config.weightLevel) << 5);
  const low = v128.load(table);
  const high = v128.load(table, 16);
  // Weights of ends that changed places count from the other side.
  const top = <i32>load<u16>(LEVEL_COUNTS + ((<usize>config.weightLevel) << 1)) - 1;
  const turn = i8x16.splat(found.turned ? -1 : 0);
  const bias = i8x16.splat(found.turned ? <i8>(top + 1) : 0);
  for (let at: usize = 0; at < 64; at += 16) {
    const ranks = i8x16.add(v128.xor(v128.load(from + at, FOUND_RANKS), turn), bias);
    v128.store(symbolic.weightsPtr + at, lookup32(low, high, ranks));
  }
  packBlock(symbolic, blockPtr);
}
