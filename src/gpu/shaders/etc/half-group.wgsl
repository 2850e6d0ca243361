// A half block as the group of texels at hand.

const GROUP_TEXELS = 8u;

// 0 or 1: left or right half; upper or lower half where texels lie in order 1.
var<private> side: u32;

fn groupTexel(index: u32) -> u32 {
  return select(texels[index], texels[index + 8u], side == 1u);
}

// Opaque texels of the half, bits 0..7.
fn halfMask() -> u32 {
  return (opaqueMask >> (side * 8u)) & 255u;
}
