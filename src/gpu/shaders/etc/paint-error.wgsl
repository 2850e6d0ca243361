// The exact error of paints: what a decoder shows, clamped, each texel by the nearest of four paints.
//
// Components, their differences and squares are whole numbers below 2^24, which floats hold exactly, in whatever order
// they are added: floats multiply at full speed everywhere, integers do not.

// Components 0..255 as floats above 2^23, where the lowest bits of a float are those of a whole number. The difference
// of two such floats is that of the components.
fn raise(color: vec3u) -> vec3f {
  return bitcast<vec3f>(color | vec3u(0x4b000000u));
}

// A color as shown, raised.
fn paintOf(color: vec3i) -> vec3f {
  return raise(vec3u(clamp(color, vec3i(0), vec3i(255))));
}

struct Paints {
  first: vec3f,
  second: vec3f,
  third: vec3f,
  fourth: vec3f,
}

// Paints of selectors 0..3 of a candidate of a half block.
fn paintHalf(info: u32, bits: u32) -> Paints {
  let base = expandLevels(info, bits);
  let small = vec3i(select(smallModifier(info >> 24u), 0, isPunched));
  let large = vec3i(largeModifier(info >> 24u));
  return Paints(paintOf(base + small), paintOf(base + large), paintOf(base - small), paintOf(base - large));
}

// Weighted squared distance of two raised colors.
fn distanceOf(a: vec3f, b: vec3f) -> f32 {
  let difference = (a - b) * vec3f(SCALES);
  return difference.x * difference.x + difference.y * difference.y + difference.z * difference.z;
}

fn paintDistances(texel: u32, paints: Paints) -> vec4f {
  let color = raise(vec3u(texel, texel >> 8u, texel >> 16u) & vec3u(255u));
  return vec4f(
    distanceOf(color, paints.first),
    distanceOf(color, paints.second),
    distanceOf(color, paints.third),
    distanceOf(color, paints.fourth),
  );
}

fn leastDistance(distances: vec4f) -> f32 {
  return min(min(distances.x, distances.y), min(distances.z, distances.w));
}
