// Any texels of the block as the group at hand.

const GROUP_TEXELS = 16u;

fn groupTexel(index: u32) -> u32 {
  return texels[index];
}
