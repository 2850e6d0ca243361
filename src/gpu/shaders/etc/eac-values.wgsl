// The sixteen values of an EAC word, and how its codes become values.

const VALUES_ALPHA = 0u;
const VALUES_UNORM11 = 1u;
const VALUES_SNORM11 = 2u;

// Decoded values are clamped to BOTTOM..TOP. A base stands for base * UNIT + BIAS, a multiplier for multiplier * UNIT,
// or 1 when 0 (alpha: 0).
const BOTTOM = select(0, -1023, VALUES_KIND == VALUES_SNORM11);
const TOP = select(select(2047, 1023, VALUES_KIND == VALUES_SNORM11), 255, VALUES_KIND == VALUES_ALPHA);
const UNIT = select(8, 1, VALUES_KIND == VALUES_ALPHA);
const BIAS = select(0, 4, VALUES_KIND == VALUES_UNORM11);
const LOWEST_BASE = select(0, -127, VALUES_KIND == VALUES_SNORM11);
const HIGHEST_BASE = select(255, 127, VALUES_KIND == VALUES_SNORM11);

// In the format's own order, column by column.
var<private> values: array<i32, 16>;
var<private> lowest: i32;
var<private> highest: i32;

// A component of a pixel as the value to be stored, to the nearest.
fn valueOf(x: u32, y: u32, component: u32) -> i32 {
  if (VALUES_KIND == VALUES_ALPHA) {
    return i32((readPixel8(x, y) >> (component * 8u)) & 255u);
  }
  let wide = readComponent16(x, y, component);
  if (VALUES_KIND == VALUES_SNORM11) {
    return i32((wide * 2046u + 32767u) / 65535u) - 1023;
  }
  return i32((wide * 2047u + 32767u) / 65535u);
}

fn loadValues(block: u32, component: u32) {
  let corner = vec2u(block % chunk.blocksAcross, block / chunk.blocksAcross) * 4u;
  lowest = 0x7fffffff;
  highest = -0x7fffffff;
  for (var index = 0u; index < 16u; index++) {
    let value = valueOf(corner.x + (index >> 2u), corner.y + (index & 3u), component);
    values[index] = value;
    lowest = min(lowest, value);
    highest = max(highest, value);
  }
}
