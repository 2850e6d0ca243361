// First guess of two groups for modes T and H: two means in chroma, since modifiers already serve luma.

// W times a texel's components less its weighted luma.
fn chromaOf(index: u32) -> vec3i {
  let color = colorOf(texels[index]);
  return WEIGHT_SUM * color - vec3i(weigh(color));
}

// Chroma of the opaque texel farthest from one, weighted.
fn farthest(chroma: vec3i) -> vec3i {
  var found = vec3i(0);
  var most = -1;
  for (var index = 0u; index < 16u; index++) {
    let own = chromaOf(index);
    let difference = (own - chroma) >> vec3u(2u);
    let distance = weigh(difference * difference);
    if (distance > most && ((opaqueMask >> index) & 1u) == 1u) {
      most = distance;
      found = own;
    }
  }
  return found;
}

// Mask of the opaque texels nearer to the second of two centres.
fn assign(first: vec3i, second: vec3i) -> u32 {
  // Halved so that weights fit sixteen bits.
  let direction = ((second - first) >> vec3u(1u)) * WEIGHTS;
  let limit = max(abs(direction.x), max(abs(direction.y), abs(direction.z)));
  let shift = u32(select(0, 18 - i32(countLeadingZeros(u32(limit))), limit > 16383));
  let scaled = direction >> vec3u(shift);
  let threshold = dotOf(scaled, first + second) >> 1u;
  var mask = 0u;
  for (var index = 0u; index < 16u; index++) {
    mask |= select(0u, 1u << index, dotOf(chromaOf(index), scaled) > threshold);
  }
  return mask & opaqueMask;
}

fn dotOf(a: vec3i, b: vec3i) -> i32 {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

// Mean chroma of the texels of a mask, of which there are some.
fn centreOf(mask: u32) -> vec3i {
  var sum = vec3i(0);
  for (var index = 0u; index < 16u; index++) {
    sum += select(vec3i(0), chromaOf(index), ((mask >> index) & 1u) == 1u);
  }
  return sum / vec3i(max(i32(countOneBits(mask)), 1));
}

// Mask of the second of two groups of opaque texels; 0 when chroma does not vary.
fn splitChroma() -> u32 {
  let one = farthest(centreOf(opaqueMask));
  var mask = assign(one, farthest(one));
  for (var round = 0u; round < 3u; round++) {
    if (mask == 0u || mask == opaqueMask) {
      return 0u;
    }
    let next = assign(centreOf(mask ^ opaqueMask), centreOf(mask));
    if (next == mask) {
      break;
    }
    mask = next;
  }
  return select(mask, 0u, mask == opaqueMask);
}

// Bright texels of the block: a split where chroma has none.
fn splitLuma() -> u32 {
  var sum = 0;
  for (var index = 0u; index < 16u; index++) {
    sum += select(0, 2 * weigh(colorOf(texels[index])), ((opaqueMask >> index) & 1u) == 1u);
  }
  let mean = sum / max(i32(countOneBits(opaqueMask)), 1);
  var mask = 0u;
  for (var index = 0u; index < 16u; index++) {
    mask |= select(0u, 1u << index, 2 * weigh(colorOf(texels[index])) > mean);
  }
  return mask & opaqueMask;
}
