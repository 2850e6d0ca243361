// Unquantized color integers of the ten LDR modes to two RGBA endpoints, 0..255.
// Spec: KDFS 1.4, ASTC "LDR Endpoint Decoding".

const CEM_LUMA_DIRECT = 0u;
const CEM_LUMA_BASE_OFFSET = 1u;
const CEM_LUMA_ALPHA_DIRECT = 4u;
const CEM_LUMA_ALPHA_BASE_OFFSET = 5u;
const CEM_RGB_BASE_SCALE = 6u;
const CEM_RGB_DIRECT = 8u;
const CEM_RGB_BASE_OFFSET = 9u;
const CEM_RGB_BASE_SCALE_TWO_ALPHA = 10u;
const CEM_RGBA_DIRECT = 12u;
const CEM_RGBA_BASE_OFFSET = 13u;

struct Endpoints {
  endpoint0: vec4u,
  endpoint1: vec4u,
}

// Endpoints whose red and green gave up their common part with blue; they change places. Signed, for offsets may have
// led outside of 0..255.
fn contractBlue(endpoint0: vec4i, endpoint1: vec4i) -> Endpoints {
  let contracted0 = vec4i((endpoint1.rg + endpoint1.bb) >> vec2u(1u), endpoint1.ba);
  let contracted1 = vec4i((endpoint0.rg + endpoint0.bb) >> vec2u(1u), endpoint0.ba);
  return clampEndpoints(contracted0, contracted1);
}

fn clampEndpoints(endpoint0: vec4i, endpoint1: vec4i) -> Endpoints {
  return Endpoints(
    vec4u(clamp(endpoint0, vec4i(0), vec4i(255))),
    vec4u(clamp(endpoint1, vec4i(0), vec4i(255))),
  );
}

fn decodeLuma(cem: u32, low: vec4u) -> Endpoints {
  if (cem == CEM_LUMA_DIRECT) {
    return Endpoints(vec4u(low.xxx, 255u), vec4u(low.yyy, 255u));
  }
  if (cem == CEM_LUMA_ALPHA_DIRECT) {
    return Endpoints(vec4u(low.xxx, low.z), vec4u(low.yyy, low.w));
  }
  if (cem == CEM_LUMA_BASE_OFFSET) {
    let luma = (low.x >> 2u) | (low.y & 0xc0u);
    return Endpoints(vec4u(vec3u(luma), 255u), vec4u(vec3u(min(255u, luma + (low.y & 0x3fu))), 255u));
  }
  let base = baseOf(low.xxxz, low.yyyw);
  return clampEndpoints(base, base + offsetOf(low.yyyw));
}

// Base of pairs of base and offset: the offset's top bit belongs to it.
fn baseOf(base: vec4u, offset: vec4u) -> vec4i {
  return vec4i((base >> vec4u(1u)) | (offset & vec4u(0x80u)));
}

// Signed offset of the pairs: six bits.
fn offsetOf(offset: vec4u) -> vec4i {
  return vec4i(((offset >> vec4u(1u)) & vec4u(0x3fu)) ^ vec4u(0x20u)) - vec4i(0x20);
}

fn decodeScaled(cem: u32, low: vec4u, high: vec4u) -> Endpoints {
  let alpha = select(high.xy, vec2u(255u), cem == CEM_RGB_BASE_SCALE);
  return Endpoints(vec4u((low.xyz * low.w) >> vec3u(8u), alpha.x), vec4u(low.xyz, alpha.y));
}

fn decodeDirect(even: vec4u, odd: vec4u) -> Endpoints {
  if (odd.r + odd.g + odd.b < even.r + even.g + even.b) {
    return contractBlue(vec4i(even), vec4i(odd));
  }
  return Endpoints(even, odd);
}

fn decodeBaseOffset(even: vec4u, odd: vec4u, hasAlpha: bool) -> Endpoints {
  var base = baseOf(even, odd);
  var offset = offsetOf(odd);
  if (!hasAlpha) {
    base.a = 255;
    offset.a = 0;
  }
  if (offset.r + offset.g + offset.b < 0) {
    return contractBlue(base, base + offset);
  }
  return clampEndpoints(base, base + offset);
}

// Endpoints of one partition.
//
// low, high: uvalues of the first four and the last four integers; those past the mode's count do not matter
fn decodeLdrEndpoints(cem: u32, low: vec4u, high: vec4u) -> Endpoints {
  if (cem < CEM_RGB_BASE_SCALE) {
    return decodeLuma(cem, low);
  }
  if (cem == CEM_RGB_BASE_SCALE || cem == CEM_RGB_BASE_SCALE_TWO_ALPHA) {
    return decodeScaled(cem, low, high);
  }
  let hasAlpha = cem >= CEM_RGBA_DIRECT;
  let even = vec4u(low.xz, high.xz);
  let odd = vec4u(low.yw, high.yw);
  if (cem == CEM_RGB_BASE_OFFSET || cem == CEM_RGBA_BASE_OFFSET) {
    return decodeBaseOffset(even, odd, hasAlpha);
  }
  let opaque = select(vec2u(255u), vec2u(high.zw), hasAlpha);
  return decodeDirect(vec4u(even.rgb, opaque.x), vec4u(odd.rgb, opaque.y));
}

// Endpoints of a partition of the block at hand.
fn decodePartition(partitionIndex: u32) -> Endpoints {
  let colors = symbolic.colors[partitionIndex];
  let low = unquantizeColors(symbolic.colorQuantLevel, colors.x);
  let high = unquantizeColors(symbolic.colorQuantLevel, colors.y);
  return decodeLdrEndpoints(cemOf(partitionIndex), low, high);
}
