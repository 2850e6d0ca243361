// Levels of 4 and 5 bits: packed r | g << 8 | b << 16, shown as 0..255.

fn unpackLevels(packed: u32) -> vec3i {
  return vec3i(vec3u(packed, packed >> 8u, packed >> 16u) & vec3u(31u));
}

fn packLevels(levels: vec3i) -> u32 {
  return u32(levels.x | (levels.y << 8u) | (levels.z << 16u));
}

// Packed levels as a decoder shows them.
fn expandLevels(packed: u32, bits: u32) -> vec3i {
  let levels = unpackLevels(packed);
  return select((levels << vec3u(3u)) | (levels >> vec3u(2u)), levels * 17, bits == 4u);
}
