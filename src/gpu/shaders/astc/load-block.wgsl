// Pixels → texels of the block and what they have in common. Texels are kept in 1/64 of an 8-bit step, two components a
// word, whatever the pixels were, aimed so that the decoder's rounding ends at the pixel.
const TEXEL_UNIT = 64.0;

var<private> texels: array<vec2u, TEXELS>;

struct BlockStatistics {
  mean: vec4f,
  low: vec4f,
  high: vec4f,
  isOpaque: bool,
  isGrey: bool,
}
var<private> blockStatistics: BlockStatistics;

fn unpackTexel(packed: vec2u) -> vec4u {
  return vec4u(packed.x & 0xffffu, packed.x >> 16u, packed.y & 0xffffu, packed.y >> 16u);
}

// 0..255, in 8-bit steps.
fn texelColor(texel: u32) -> vec4f {
  return vec4f(unpackTexel(texels[texel])) * (1.0 / TEXEL_UNIT);
}

// Centred and scaled by √significance: lines are fitted to these.
fn scaledTexel(texel: u32) -> vec4f {
  return (texelColor(texel) - blockStatistics.mean) * settings.significanceRoot;
}

// Where to aim for an 8-bit pixel: a decoder that keeps the top 8 of 16 bits shows `value` over a 257-wide interval,
// whose middle is (value + ½) · 256/257; but 0 and 255, which endpoints hit exactly, stay what they are.
fn aimByte(value: vec4u) -> vec4u {
  let exact = value << vec4u(6u);
  if (settings.rounding != ROUND_DOWN) {
    return exact;
  }
  let middle = exact + 32u - (((2u * value + 1u) * 4080u + 16384u) >> vec4u(15u));
  return select(middle, exact, (value == vec4u(0u)) | (value == vec4u(255u)));
}

// As {@link aimByte} for a 16-bit pixel.
fn aimWord(value: vec4u) -> vec4u {
  let exact = vec4f(value) / 257.0;
  let middle = ((exact + 0.5) * 256.0) / 257.0;
  let isInner = (value > vec4u(0u)) & (value < vec4u(65535u));
  let isAimed = isInner & vec4<bool>(settings.rounding == ROUND_DOWN);
  return vec4u(round(select(exact, middle, isAimed) * TEXEL_UNIT));
}

fn readPixel(index: u32) -> vec4u {
  if (PIXEL_WORDS == 1u) {
    let pixel = source[index];
    return aimByte(vec4u(pixel & 255u, (pixel >> 8u) & 255u, (pixel >> 16u) & 255u, pixel >> 24u));
  }
  return aimWord(unpackTexel(vec2u(source[index * PIXEL_WORDS], source[index * PIXEL_WORDS + PIXEL_WORDS - 1u])));
}

// Fills `texels` and `blockStatistics`; columns and rows that do not exist repeat the last.
fn loadBlock(block: u32) {
  let left = (block % settings.blocksWide) * BLOCK_WIDTH;
  let top = (block / settings.blocksWide) * BLOCK_HEIGHT;
  var sum = vec4u(0u);
  var low = vec4u(0xffffu);
  var high = vec4u(0u);
  var isGrey = true;
  for (var y = 0u; y < BLOCK_HEIGHT; y++) {
    let row = min(top + y, settings.height - 1u) * settings.width;
    for (var x = 0u; x < BLOCK_WIDTH; x++) {
      let value = readPixel(row + min(left + x, settings.width - 1u));
      texels[y * BLOCK_WIDTH + x] = vec2u(value.x | (value.y << 16u), value.z | (value.w << 16u));
      sum += value;
      low = min(low, value);
      high = max(high, value);
      isGrey = isGrey && value.x == value.y && value.y == value.z;
    }
  }
  blockStatistics.mean = vec4f(sum) * (1.0 / (TEXEL_UNIT * f32(TEXELS)));
  blockStatistics.low = vec4f(low) * (1.0 / TEXEL_UNIT);
  blockStatistics.high = vec4f(high) * (1.0 / TEXEL_UNIT);
  blockStatistics.isOpaque = low.w >= 16320u;
  blockStatistics.isGrey = isGrey;
}

// Components that vary, as a bit set.
fn varyingMask() -> u32 {
  let isVarying = blockStatistics.low != blockStatistics.high;
  return select(0u, 1u, isVarying.x) | select(0u, 2u, isVarying.y) | select(0u, 4u, isVarying.z) |
    select(0u, 8u, isVarying.w);
}

// Which list of block modes suits: what endpoint integers the block will mostly store.
fn integerClass() -> u32 {
  return select(2u, 0u, blockStatistics.isGrey) + select(1u, 0u, blockStatistics.isOpaque);
}
