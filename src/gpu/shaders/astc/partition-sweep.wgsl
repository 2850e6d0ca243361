// Scores every legal pattern against the texels' distances to the lines of a guess, four texels a look-up. What is left
// free is which subset lies on which line, so a pattern counts with the best of its labellings.

const NIBBLES = (TEXELS + 3u) / 4u;

// What the texels of a nibble cost on lines 1 and 2 beyond what they cost on line 0, by nibble and its 16 values. With
// two subsets there is no line 2: half the memory is not needed, but a load takes both in one.
var<private> nibbleCosts: array<vec2f, NIBBLES * 16u>;
// Σ of the distances to line 0; Σ of the costs.
var<private> baseCost: f32;
var<private> totalCosts: vec2f;

fn buildNibbles(share: f32) {
  baseCost = 0.0;
  totalCosts = vec2f(0.0);
  for (var nibble = 0u; nibble < NIBBLES; nibble++) {
    let start = nibble * 16u;
    nibbleCosts[start] = vec2f(0.0);
    // With each texel the part that is filled doubles.
    for (var index = 0u; index < 4u; index++) {
      let texel = 4u * nibble + index;
      var cost = vec2f(0.0);
      if (texel < TEXELS) {
        let color = scaledTexel(texel);
        let base = lineDistance(color, 0u, share);
        cost.x = lineDistance(color, 1u, share) - base;
        cost.y = lineDistance(color, PARTITION_COUNT - 1u, share) - base;
        baseCost += base;
        totalCosts += cost;
      }
      for (var value = 0u; value < (1u << index); value++) {
        nibbleCosts[start + (1u << index) + value] = nibbleCosts[start + value] + cost;
      }
    }
  }
}

// Costs of the texels in a mask of the pattern tables.
fn maskCosts(start: u32) -> vec2f {
  var sum = vec2f(0.0);
  var nibble = 0u;
  for (var word = 0u; word < WORDS; word++) {
    var members = integers[start + word];
    let end = min(nibble + 8u, NIBBLES);
    while (nibble < end) {
      sum += nibbleCosts[nibble * 16u + (members & 15u)];
      members >>= 4u;
      nibble++;
    }
  }
  return sum;
}

fn sweepScore(pattern: u32) -> f32 {
  let start = PATTERNS + pattern * PATTERN_WORDS + 1u;
  let first = maskCosts(start);
  if (PARTITION_COUNT == 2u) {
    return baseCost + min(first.x, totalCosts.x - first.x);
  }
  let second = maskCosts(start + (MASK_COUNT - 1u) * WORDS);
  let rest = totalCosts - first - second;
  let swapped = min(first.x + second.y, second.x + first.y);
  let onFirst = rest.x + min(first.y, second.y);
  let onSecond = rest.y + min(first.x, second.x);
  return baseCost + min(swapped, min(onFirst, onSecond));
}
