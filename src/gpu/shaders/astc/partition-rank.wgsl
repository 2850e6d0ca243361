// Which partition patterns to try: lines are fitted to a guess of the subsets, every legal pattern is scored against
// them in one sweep, and the best are scored again exactly.

const RANKED_MAX = 48u;

// Patterns under way, the lowest score first.
var<private> rankedScores: array<f32, RANKED_MAX>;
var<private> rankedPatterns: array<u32, RANKED_MAX>;
var<private> rankedCount: u32;

// Puts a pattern into the list of at most `keep`; one that is in it already stays with its lower score.
fn insertPattern(score: f32, pattern: u32, keep: u32) {
  if (rankedCount == keep && score >= rankedScores[keep - 1u]) {
    return;
  }
  var place = 0u;
  while (place < rankedCount && rankedPatterns[place] != pattern) {
    place++;
  }
  if (place < rankedCount) {
    if (rankedScores[place] <= score) {
      return;
    }
  } else if (rankedCount < keep) {
    rankedCount++;
  } else {
    place = keep - 1u;
  }
  while (place > 0u && rankedScores[place - 1u] > score) {
    rankedScores[place] = rankedScores[place - 1u];
    rankedPatterns[place] = rankedPatterns[place - 1u];
    place--;
  }
  rankedScores[place] = score;
  rankedPatterns[place] = pattern;
}

// Patterns that part the two clusters best.
fn gatherOverlaps(keep: u32) {
  for (var pattern = 0u; pattern < PATTERN_COUNT; pattern++) {
    insertPattern(overlapScore(pattern), pattern, keep);
  }
}

// Patterns that suit the lines of one guess after another.
fn gatherSweeps(colorCount: u32, share: f32, keep: u32) {
  let fromPalette = paletteStarts(colorCount);
  let starts = select(settings.starts, fromPalette, fromPalette > 0u);
  // Lines of a guess are fitted again once every texel has moved to the nearest; the palette's are as they should be.
  let fits = select(2u, 1u, fromPalette > 0u);
  for (var start = 0u; start < starts; start++) {
    paletteLines = 0u;
    if (fromPalette > 0u) {
      takePalette(colorCount, start);
    } else {
      guessSubsets(start);
    }
    for (var fit = 0u; fit < fits; fit++) {
      if (fit > 0u) {
        reassign(share);
      }
      fitGuess();
    }
    buildNibbles(share);
    for (var pattern = 0u; pattern < PATTERN_COUNT; pattern++) {
      insertPattern(sweepScore(pattern), pattern, keep);
    }
  }
}

// Variance off the lines of a pattern's subsets, and a share of that along them.
fn exactScore(pattern: u32, share: f32) -> f32 {
  loadPattern(pattern);
  var rest = blockMoments;
  var restCount = f32(TEXELS);
  var score = 0.0;
  for (var subset = PARTITION_COUNT - 1u; subset < PARTITION_COUNT; subset--) {
    var moments = rest;
    var count = restCount;
    // The first subset is what the others leave.
    if (subset > 0u) {
      moments = Moments();
      count = 0.0;
      for (var texel = 0u; texel < TEXELS; texel++) {
        if (partitionOf(texel) == subset) {
          moments = addTexel(moments, scaledTexel(texel));
          count += 1.0;
        }
      }
      rest = subtractMoments(rest, moments);
      restCount -= count;
    }
    let line = fitLine(moments, count, POINT_VARIANCE * count, GUESS_STEPS);
    score += max(0.0, line.trace - line.along) + share * line.along;
  }
  return score;
}

// Scores the patterns of the list exactly, in place: it is filled anew from its front, never past what is read.
fn rankExactly(share: f32) {
  let count = rankedCount;
  rankedCount = 0u;
  for (var index = 0u; index < count; index++) {
    let pattern = rankedPatterns[index];
    insertPattern(exactScore(pattern, share), pattern, min(index + 1u, count));
  }
}

// Leaves the best `keep` patterns to the next pass.
fn storePatterns(block: u32, keep: u32) {
  let stored = min(rankedCount, keep);
  let start = block * CANDIDATE_WORDS;
  candidates[start + CANDIDATE_PATTERN_COUNT] = stored;
  for (var place = 0u; place < stored; place++) {
    candidates[start + CANDIDATE_PATTERNS + place] = rankedPatterns[place];
  }
}
