// Texels of LDR endpoints and weights as a decoder shows them, in integers.
// Spec: KDFS 1.4, ASTC "Weight Application".

// Expansion of an endpoint to 16 bits: times the first, plus the second.
const LINEAR_EXPANSION = vec2u(257u, 0u);
const SRGB_EXPANSION = vec2u(256u, 128u);

// The 16-bit result C.
//
// weight: of each component, 0..64
fn interpolateUnorm16(endpoints: Endpoints, weight: vec4u, expansion: vec2u) -> vec4u {
  let c0 = endpoints.endpoint0 * expansion.x + vec4u(expansion.y);
  let c1 = endpoints.endpoint1 * expansion.x + vec4u(expansion.y);
  return (c0 * (vec4u(64u) - weight) + c1 * weight + vec4u(32u)) >> vec4u(6u);
}

// What a decoder of 8 bits shows of C.
fn shownUnorm8(c: vec4u) -> vec4u {
  return c >> vec4u(8u);
}

// What a decoder of float16 shows of C, as the bits of float16: 65535 is 1, all else C / 65536 cut to 11 bits.
fn shownFloat16(c: vec4u) -> vec4u {
  let topBit = max(firstLeadingBit(c), vec4u(2u));
  let mantissa = ((c << (vec4u(15u) - topBit)) >> vec4u(5u)) & vec4u(0x3ffu);
  let normal = ((topBit - vec4u(1u)) << vec4u(10u)) | mantissa;
  // Below 2^-14 float16 is denormal, in units of 2^-24.
  let finite = select(normal, c << vec4u(8u), c < vec4u(4u));
  return select(finite, vec4u(0x3c00u), c == vec4u(65535u));
}

// The same in units of 2^-16, 0..65536.
fn float16Steps(c: vec4u) -> vec4u {
  let topBit = clamp(firstLeadingBit(c), vec4u(10u), vec4u(15u));
  let cut = (c >> (topBit - vec4u(10u))) << (topBit - vec4u(10u));
  return select(cut, vec4u(65536u), c == vec4u(65535u));
}

// Squared difference of each component; of values up to 65535.
fn squaredDifference(shown: vec4u, texel: vec4u) -> vec4u {
  let difference = max(shown, texel) - min(shown, texel);
  return difference * difference;
}
