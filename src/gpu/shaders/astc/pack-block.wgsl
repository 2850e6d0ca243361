// Symbolic block to 16 bytes. Trusts its input: the search only makes legal blocks.
// Spec: KDFS 1.4, ASTC "Block Layout", "Color Endpoint Mode", "Void-Extent Blocks".

// The weights of the block at hand, bit-reversed, at the end of a block that is otherwise zero.
fn packWeights() -> vec4u {
  let count = gridWidth(symbolic.mode) * gridHeight(symbolic.mode) * planeCount();
  let quantLevel = weightQuantLevel(symbolic.mode);
  let level = WEIGHT_LEVELS + 32u * quantLevel;
  for (var word = 0u; 4u * word < count; word++) {
    let ranks = (vec4u(symbolic.weights[word]) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(31u);
    let entries = vec4u(
      integers[level + ranks.x],
      integers[level + ranks.y],
      integers[level + ranks.z],
      integers[level + ranks.w],
    );
    let pvalues = (entries >> vec4u(8u)) << vec4u(0u, 8u, 16u, 24u);
    sequence[word] = pvalues.x | pvalues.y | pvalues.z | pvalues.w;
  }
  return reverseBlock(encodeIse(quantLevel, count, 0u));
}

// Lines the partitions' color integers up in `sequence`, two at a time since all counts are even; returns their number.
fn gatherColors() -> u32 {
  for (var word = 0u; word < 5u; word++) {
    sequence[word] = 0u;
  }
  var count = 0u;
  for (var partitionIndex = 0u; partitionIndex < symbolic.partitionCount; partitionIndex++) {
    let colors = symbolic.colors[partitionIndex];
    let integerCount = cemIntegerCount(cemOf(partitionIndex));
    for (var index = 0u; index < integerCount; index += 2u) {
      let two = (select(colors.y, colors.x, index < 4u) >> (8u * (index & 2u))) & 0xffffu;
      sequence[min(count >> 2u, 15u)] |= two << (8u * (count & 2u));
      count += 2u;
    }
  }
  return count;
}

// Whether each partition states its own mode. A block may do so although all modes are equal; the bits this costs may
// lower the color level, which is how such a block is known.
fn isMixedEncoding(integerCount: u32) -> bool {
  let partitionCount = symbolic.partitionCount;
  if (partitionCount == 1u) {
    return false;
  }
  for (var partitionIndex = 1u; partitionIndex < partitionCount; partitionIndex++) {
    if (cemOf(partitionIndex) != cemOf(0u)) {
      return true;
    }
  }
  let matchedBits = colorBitsAvailable(weightBits(symbolic.mode), partitionCount, planeCount(), false);
  return colorQuantLevelFor(matchedBits, integerCount) != symbolic.colorQuantLevel;
}

// Selector, class bit of each partition, then two mode bits of each, lowest first: 2 + 3 * partitionCount bits.
fn mixedCemBits() -> u32 {
  let partitionCount = symbolic.partitionCount;
  // The selector holds base class + 1 in two bits, so the base is at most 2.
  var baseClass = 2u;
  for (var partitionIndex = 0u; partitionIndex < partitionCount; partitionIndex++) {
    baseClass = min(baseClass, cemOf(partitionIndex) >> 2u);
  }
  var bits = baseClass + 1u;
  for (var partitionIndex = 0u; partitionIndex < partitionCount; partitionIndex++) {
    let cem = cemOf(partitionIndex);
    bits |= ((cem >> 2u) - baseClass) << (2u + partitionIndex);
    bits |= (cem & 3u) << (2u + partitionCount + 2u * partitionIndex);
  }
  return bits;
}

// The 16 bytes of the block at hand.
fn packBlock() -> vec4u {
  let partitionCount = symbolic.partitionCount;
  var block = packWeights();
  let integerCount = gatherColors();
  block |= encodeIse(symbolic.colorQuantLevel, integerCount, colorOffset(partitionCount));
  block = putBits(block, blockModeOf(symbolic.mode) | ((partitionCount - 1u) << 11u), 0u);
  let isMixed = isMixedEncoding(integerCount);
  let belowWeights = 128u - weightBits(symbolic.mode) - extraCemBits(partitionCount, isMixed);
  if (partitionCount == 1u) {
    block = putBits(block, cemOf(0u), 13u);
  } else {
    let cems = select(cemOf(0u) << 2u, mixedCemBits(), isMixed);
    block = putBits(block, symbolic.partitionSeed | ((cems & 63u) << 10u), 13u);
    block = putBits(block, cems >> 6u, belowWeights);
  }
  if (planeCount() == 2u) {
    block = putBits(block, symbolic.plane2Component, belowWeights - 2u);
  }
  return block;
}

// A block of one constant color that says nothing of its neighbours.
//
// color: unorm16, r g b a
fn packVoidExtent(color: vec4u) -> vec4u {
  return vec4u(0xfffffdfcu, 0xffffffffu, color.r | (color.g << 16u), color.b | (color.a << 16u));
}
