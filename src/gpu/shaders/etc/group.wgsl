// Texels that share a base color: a half block, or a side of the split of modes T and H. From their sums follows the
// error of any base and modifiers without a look at the colors again.
//
// With d = texel − base, D = Σ w d (weighted luma) and W = Σ w, an unclamped modifier m costs
//   W Σ w (d − m)² = (W Σ w d² − D²) + (D − W m)²
// so the error splits into chroma, which the base alone decides, and a distance along luma.

struct Group {
  count: i32,
  sum: vec3i,
  // Means in eighths, rounded.
  mean: vec3i,
  // Chroma of a base: constant + Σ c (count W w c − linear) − count luma².
  linear: vec3i,
  constant: i32,
  // Weighted luma, doubled: largest less smallest.
  span2: i32,
  // Σ of squared weighted lumas.
  lumaSquares: i32,
}

var<private> groupMask: u32;
// Twice the weighted luma of each texel, those outside the mask included.
var<private> groupLumas: array<i32, GROUP_TEXELS>;

fn isInGroup(index: u32) -> bool {
  return HAS_MASK == 0u || ((groupMask >> index) & 1u) == 1u;
}

// Makes the texels in `mask`, of which there are some, the group at hand.
fn sumGroup(mask: u32) -> Group {
  groupMask = mask;
  var count = 0;
  var sum = vec3i(0);
  var squares = 0;
  var lumaSquares4 = 0;
  var lowest = 0xffff;
  var highest = 0;
  for (var index = 0u; index < GROUP_TEXELS; index++) {
    let color = colorOf(groupTexel(index));
    let luma2 = 2 * weigh(color);
    groupLumas[index] = luma2;
    if (isInGroup(index)) {
      count += 1;
      sum += color;
      squares += weigh(color * color);
      lumaSquares4 += luma2 * luma2;
      lowest = min(lowest, luma2);
      highest = max(highest, luma2);
    }
  }
  let divisor = max(count, 1);
  let luma = weigh(sum);
  let mean = (sum * 16 + vec3i(divisor)) / vec3i(2 * divisor);
  let linear = 2 * WEIGHTS * (WEIGHT_SUM * sum - vec3i(luma));
  let lumaSquares = lumaSquares4 >> 2u;
  return Group(count, sum, mean, linear, WEIGHT_SUM * squares - lumaSquares, highest - lowest, lumaSquares);
}
