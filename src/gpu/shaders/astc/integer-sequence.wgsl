// Integer sequence encoding: a run of values of one quant level in the fewest whole bits. A value is
// digit * 2^bits + low bits; five trits share 8 bits, three quints share 7.
// Spec: KDFS 1.4, ASTC "Integer Sequence Encoding".

// The values to encode, a byte each: pvalues.
var<private> sequence: array<u32, 16>;

// Value of the sequence, 0 past its end: short groups are filled up with zeros.
fn sequenceValue(index: u32, valueCount: u32) -> u32 {
  let word = sequence[min(index >> 2u, 15u)];
  return select(0u, (word >> (8u * (index & 3u))) & 255u, index < valueCount);
}

fn encodeTrits(bits: u32, valueCount: u32, bitOffset: u32) -> vec4u {
  let mask = (1u << bits) - 1u;
  var block = vec4u(0u);
  var offset = bitOffset;
  for (var first = 0u; first < valueCount; first += 5u) {
    let v0 = sequenceValue(first, valueCount);
    let v1 = sequenceValue(first + 1u, valueCount);
    let v2 = sequenceValue(first + 2u, valueCount);
    let v3 = sequenceValue(first + 3u, valueCount);
    let v4 = sequenceValue(first + 4u, valueCount);
    let digits = (v0 >> bits) + 3u * (v1 >> bits) + 9u * (v2 >> bits) + 27u * (v3 >> bits) + 81u * (v4 >> bits);
    let code = integers[TRIT_CODES + digits];
    // m0 T[1:0] m1 T[3:2] m2 T[4], first field lowest
    let head = (v0 & mask)
      | ((code & 3u) << bits)
      | ((v1 & mask) << (bits + 2u))
      | (((code >> 2u) & 3u) << (2u * bits + 2u))
      | ((v2 & mask) << (2u * bits + 4u))
      | (((code >> 4u) & 1u) << (3u * bits + 4u));
    // m3 T[6:5] m4 T[7]
    let tail = (v3 & mask)
      | (((code >> 5u) & 3u) << bits)
      | ((v4 & mask) << (bits + 2u))
      | ((code >> 7u) << (2u * bits + 2u));
    block = putBits(block, head, offset);
    block = putBits(block, tail, offset + 3u * bits + 5u);
    offset += 5u * bits + 8u;
  }
  return block;
}

fn encodeQuints(bits: u32, valueCount: u32, bitOffset: u32) -> vec4u {
  let mask = (1u << bits) - 1u;
  var block = vec4u(0u);
  var offset = bitOffset;
  for (var first = 0u; first < valueCount; first += 3u) {
    let v0 = sequenceValue(first, valueCount);
    let v1 = sequenceValue(first + 1u, valueCount);
    let v2 = sequenceValue(first + 2u, valueCount);
    let code = integers[QUINT_CODES + (v0 >> bits) + 5u * (v1 >> bits) + 25u * (v2 >> bits)];
    // m0 Q[2:0] m1 Q[4:3] m2 Q[6:5], first field lowest
    let group = (v0 & mask)
      | ((code & 7u) << bits)
      | ((v1 & mask) << (bits + 3u))
      | (((code >> 3u) & 3u) << (2u * bits + 3u))
      | ((v2 & mask) << (2u * bits + 5u))
      | ((code >> 5u) << (3u * bits + 5u));
    block = putBits(block, group, offset);
    offset += 3u * bits + 7u;
  }
  return block;
}

fn encodePlain(bits: u32, valueCount: u32, bitOffset: u32) -> vec4u {
  var block = vec4u(0u);
  for (var index = 0u; index < valueCount; index++) {
    block = putBits(block, sequenceValue(index, valueCount), bitOffset + index * bits);
  }
  return block;
}

// The first values of `sequence` from bit `bitOffset` on, in a block that is otherwise zero.
fn encodeIse(quantLevel: u32, valueCount: u32, bitOffset: u32) -> vec4u {
  let level = integers[LEVELS + quantLevel];
  let bits = level & 255u;
  let radix = (level >> 8u) & 255u;
  if (radix == 3u) {
    return encodeTrits(bits, valueCount, bitOffset);
  }
  if (radix == 5u) {
    return encodeQuints(bits, valueCount, bitOffset);
  }
  return encodePlain(bits, valueCount, bitOffset);
}
