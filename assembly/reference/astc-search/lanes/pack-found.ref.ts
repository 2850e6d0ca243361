/** Twin of pack-found: what was found for the block → its 16 bytes. */
import { blockModeAt } from '../../../astc/block-mode';
import { packBlock } from '../../../astc/pack';
import { COLOR_PVALUE, WEIGHT_RANK_PVALUE } from '../../../astc/quant';
import { KIND_PARTITIONED, PLANE2_WEIGHTS, SYMBOLIC_BLOCK_BYTES, SymbolicBlock } from '../../../astc/symbolic-block';
import { Config } from '../../../astc-search/lanes/lane-tables';
import { foundRef, keptCem, keptColor, keptRank } from './offer.ref';

const SYMBOLIC: usize = memory.data(<i32>SYMBOLIC_BLOCK_BYTES, 16);

export function packFoundRef(blockPtr: usize): void {
  const found = foundRef();
  const config = changetype<Config>(found.config);
  const mode = blockModeAt(config.blockMode, 2);
  const symbolic = changetype<SymbolicBlock>(SYMBOLIC);
  memory.fill(SYMBOLIC, 0, SYMBOLIC_BLOCK_BYTES);
  symbolic.kind = <u8>KIND_PARTITIONED;
  symbolic.partitionCount = <u8>found.partitionCount;
  symbolic.plane2Component = <i8>found.plane2Component;
  symbolic.blockMode = config.blockMode;
  symbolic.partitionSeed = <u16>found.seed;
  symbolic.gridWidth = mode.gridWidth;
  symbolic.gridHeight = mode.gridHeight;
  symbolic.gridDepth = 1;
  symbolic.weightQuantLevel = config.weightLevel;
  symbolic.colorQuantLevel = config.colorLevel;
  for (let place: i32 = 0; place < found.partitionCount; place++) {
    store<u8>(symbolic.cemPtr + <usize>place, <u8>keptCem(place));
    for (let value: i32 = 0; value < 8; value++) {
      const uvalue = <usize>keptColor(place, value);
      const pvalue = load<u8>(COLOR_PVALUE + ((<usize>config.colorLevel) << 8) + uvalue);
      store<u8>(symbolic.colorsPtr + <usize>(place * 8 + value), pvalue);
    }
  }
  const planeCount: i32 = found.plane2Component < 0 ? 1 : 2;
  for (let plane: i32 = 0; plane < planeCount; plane++) {
    for (let weight: i32 = 0; weight < found.weightCount; weight++) {
      const rank = <usize>keptRank(plane, weight);
      const pvalue = load<u8>(WEIGHT_RANK_PVALUE + ((<usize>config.weightLevel) << 5) + rank);
      store<u8>(symbolic.weightsPtr + <usize>(plane * PLANE2_WEIGHTS + weight), pvalue);
    }
  }
  packBlock(symbolic, blockPtr);
}
