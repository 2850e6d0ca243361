// Bits of a 16-byte block as four words, least significant bit of the first word first. Writers OR into bits that are
// still zero. No word is found by a dynamic index: selections stay in registers.

const BLOCK_WORDS = vec4u(0u, 1u, 2u, 3u);

// ORs up to 32 bits into the block from bit `offset` on; what would fall past the end is dropped.
fn putBits(block: vec4u, bits: u32, offset: u32) -> vec4u {
  let word = vec4u(offset >> 5u);
  let shift = offset & 31u;
  let low = bits << shift;
  // In two steps, since by 32 at once nothing would be shifted.
  let high = (bits >> 1u) >> (31u - shift);
  return block
    | select(vec4u(0u), vec4u(low), BLOCK_WORDS == word)
    | select(vec4u(0u), vec4u(high), BLOCK_WORDS == word + 1u);
}

// The 128 bits in reverse order.
fn reverseBlock(block: vec4u) -> vec4u {
  return reverseBits(block.wzyx);
}
