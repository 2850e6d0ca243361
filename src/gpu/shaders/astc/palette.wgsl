// Blocks of three or four colors: flat art, text, pixel art. Lines through clusters mislead there, since clusters are
// points; so the pattern search starts from the block's own colors.

const PALETTE_MAX = 4u;

// Colors of the block, by first appearance.
var<private> palette: array<vec2u, PALETTE_MAX>;
// Which colors each line of the start at hand is fitted to, four bits a line; 0 where partitionMasks say it.
var<private> paletteLines: u32;

// Two lines for three colors overlap in one: a pattern is exact as soon as no subset holds all three.
const STARTS_3_2 = array<u32, 3>(0x53u, 0x63u, 0x65u);
const STARTS_4_2 = array<u32, 3>(0xc3u, 0xa5u, 0x69u);
const STARTS_3_3 = 0x421u;
const STARTS_4_3 = array<u32, 6>(0x843u, 0x825u, 0x429u, 0x816u, 0x41au, 0x21cu);

// How many starts a block of so many colors has; 0: the ordinary ones.
fn paletteStarts(colorCount: u32) -> u32 {
  if (colorCount == 3u) {
    return select(1u, 3u, PARTITION_COUNT == 2u);
  }
  return select(0u, select(6u, 3u, PARTITION_COUNT == 2u), colorCount == 4u);
}

fn takePalette(colorCount: u32, start: u32) {
  if (PARTITION_COUNT == 2u) {
    var lines = STARTS_3_2;
    if (colorCount == 4u) {
      lines = STARTS_4_2;
    }
    paletteLines = lines[start];
    return;
  }
  var lines = STARTS_4_3;
  paletteLines = select(STARTS_3_3, lines[start], colorCount == 4u);
}

// Whether a texel counts for the line of a subset.
fn isMember(texel: u32, subset: u32) -> bool {
  if (paletteLines == 0u) {
    return partitionOf(texel) == subset;
  }
  var color = 0u;
  while (color < PALETTE_MAX - 1u && any(palette[color] != texels[texel])) {
    color++;
  }
  return ((paletteLines >> (4u * subset + color)) & 1u) == 1u;
}
