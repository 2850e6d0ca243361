// The sixteen texels of the block at hand, and which are opaque.

var<private> texels: array<u32, 16>;
// Bit of each texel: opaque. All bits unless the format has holes.
var<private> opaqueMask: u32;
// Whether some are not: selector 2 is transparent then, and with it the small modifier 0.
var<private> isPunched: bool;

// Where texel `index` lies in its block. Order 0 is the format's own, column by column; in order 1 the upper half
// comes before the lower one. So texels 0..7 are the first half of flip 0 or 1, 8..15 the second.
fn texelPosition(index: u32, order: u32) -> vec2u {
  let byColumns = vec2u(index >> 2u, index & 3u);
  let byRows = vec2u((index & 7u) >> 1u, (index & 1u) | ((index >> 3u) << 1u));
  return select(byColumns, byRows, order == 1u);
}

fn loadTexels(block: u32, order: u32) {
  let corner = vec2u(block % chunk.blocksAcross, block / chunk.blocksAcross) * 4u;
  opaqueMask = 0u;
  for (var index = 0u; index < 16u; index++) {
    let position = corner + texelPosition(index, order);
    let texel = readPixel8(position.x, position.y);
    texels[index] = texel;
    opaqueMask |= select(0u, 1u << index, HAS_HOLES == 0u || texel >> 31u == 1u);
  }
  isPunched = HAS_HOLES == 1u && opaqueMask != 0xffffu;
}

// Red, green and blue, 0..255.
fn colorOf(texel: u32) -> vec3i {
  return vec3i(vec3u(texel, texel >> 8u, texel >> 16u) & vec3u(255u));
}
