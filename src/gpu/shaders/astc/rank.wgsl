// Pass: ranks the partition patterns of PARTITION_COUNT for each block of the list.

// Share of the variance along a line that counts as cost, since long lines quantize worse: two and three partitions.
const USUAL_SHARE = select(0.03, 0.02, PARTITION_COUNT == 2u);
// Smaller footprints have finer grids, which carry more of a line.
const SHARE_OF_SIZE = select(select(select(1.5, 1.0, TEXELS < 49u), 0.65, TEXELS < 31u), 0.3, TEXELS < 20u);
// Of the share that the block lost as one partition, what carries over to a partition.
const CARRIED = 0.5;
// A block is poor when its error is this many times what would be good enough.
const POOR = 3.0;
// Few colors have patterns that are exact: more of them are scored exactly.
const FEW_COLORS_RERANK = 32u;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = takeBlock(id, groups);
  if (block == NO_BLOCK) {
    return;
  }
  loadBlock(block);
  buildAxes();
  let colorCount = countColors();
  let isTwoClusters = findClusters();
  records[block * RECORD_WORDS + RECORD_KIND] = colorCount | select(0u, TWO_CLUSTERS, isTwoClusters);
  let isFew = colorCount < MANY_COLORS;
  let keep = patternsToKeep(block, isFew, isTwoClusters);
  let rerank = min(max(select(settings.rerank, FEW_COLORS_RERANK, isFew), keep), RANKED_MAX);
  let share = spanShare(block);
  rankedCount = 0u;
  // Of two clusters lines have nothing to say, but for those through the block's own colors, which may be exact.
  if (isTwoClusters && paletteStarts(colorCount) == 0u) {
    gatherOverlaps(rerank);
  } else {
    gatherSweeps(colorCount, share, rerank);
  }
  rankExactly(share);
  storePatterns(block, keep);
}

// Patterns worth predicting: more where line errors say little about them.
fn patternsToKeep(block: u32, isFew: bool, isTwoClusters: bool) -> u32 {
  let error = recordFloat(block, RECORD_ERROR);
  var keep = select(settings.patterns3, settings.patterns2, PARTITION_COUNT == 2u) + select(0u, 1u, isFew);
  if (error > POOR * settings.goodError) {
    if (isTwoClusters) {
      keep *= 3u;
    } else if (recordFloat(block, RECORD_LINE_ERROR) < COLLINEAR_SHARE * error) {
      keep *= 2u;
    }
  }
  return min(keep, PATTERNS_MAX);
}

// Usual share, or what the weights of this block could not carry when it was one partition.
fn spanShare(block: u32) -> f32 {
  let m = blockMoments;
  let along = m.row0.x + m.row1.y + m.row2.z + m.row3.w - recordFloat(block, RECORD_LINE_ERROR);
  let lost = recordFloat(block, RECORD_PLANE_ERROR) - recordFloat(block, RECORD_LINE_ERROR);
  let measured = select(0.0, clamp(lost / max(along, 1e-3), 0.0, 1.0), along > 1e-3);
  return max(USUAL_SHARE * SHARE_OF_SIZE, CARRIED * measured);
}
