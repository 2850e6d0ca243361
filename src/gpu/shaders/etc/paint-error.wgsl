// The exact error of paints: what a decoder shows, clamped, each texel by the nearest of four paints.

// A color as shown, scaled by significance.
fn paintOf(color: vec3i) -> vec3i {
  return clamp(color, vec3i(0), vec3i(255)) * SCALES;
}

struct Paints {
  first: vec3i,
  second: vec3i,
  third: vec3i,
  fourth: vec3i,
}

// Paints of selectors 0..3 of a candidate of a half block.
fn paintHalf(info: u32, bits: u32) -> Paints {
  let base = expandLevels(info, bits);
  let small = vec3i(select(smallModifier(info >> 24u), 0, isPunched));
  let large = vec3i(largeModifier(info >> 24u));
  return Paints(paintOf(base + small), paintOf(base + large), paintOf(base - small), paintOf(base - large));
}

fn paintDistances(texel: u32, paints: Paints) -> vec4u {
  let color = colorOf(texel) * SCALES;
  return vec4u(
    distanceOf(color, paints.first),
    distanceOf(color, paints.second),
    distanceOf(color, paints.third),
    distanceOf(color, paints.fourth),
  );
}

fn leastOf(distances: vec4u) -> u32 {
  return min(min(distances.x, distances.y), min(distances.z, distances.w));
}
