// Free endpoints → the best integers of one color endpoint mode at one quant level, priced with the quadratic form of
// the partition on what the integers decode to; no texel is touched. Spec: KDFS 1.4, ASTC "LDR Endpoint Decoding".
//
// Every mode has up to three attempts, which are priced in one place: a function is compiled wherever it is called.

// Modes that store alpha, as a bit set; so those of grey.
const ALPHA_MODES = 0x3430u;
const LUMA_MODES = 0x0033u;

// Integers of one attempt and what they decode to; of RGB modes lanes are components.
struct Attempt {
  isLegal: bool,
  end0: vec4f,
  end1: vec4f,
  integers: vec2u,
}

// The best attempt and its error, which is infinite where the mode does not fit.
struct Quantized {
  error: f32,
  end0: vec4f,
  end1: vec4f,
  integers: vec2u,
}

const NO_ATTEMPT = Attempt(false, vec4f(0.0), vec4f(0.0), vec2u(0u));

fn packIntegers(first: vec4f, second: vec4f) -> vec2u {
  let a = vec4u(first);
  let b = vec4u(second);
  return vec2u(a.x | (a.y << 8u) | (a.z << 16u) | (a.w << 24u), b.x | (b.y << 8u) | (b.z << 16u) | (b.w << 24u));
}

// Integers of components that take turns: r0 r1 g0 g1, b0 b1 a0 a1.
fn packPairs(value0: vec4f, value1: vec4f) -> vec2u {
  return packIntegers(vec4f(value0.x, value1.x, value0.y, value1.y), vec4f(value0.z, value1.z, value0.w, value1.w));
}

// Integers of grey and alpha, in the first lane and the last: l0 l1 a0 a1.
fn packLuma(value0: vec4f, value1: vec4f) -> vec2u {
  return packIntegers(vec4f(value0.x, value1.x, value0.w, value1.w), vec4f(0.0));
}

fn sumRgb(v: vec4f) -> f32 {
  return v.x + v.y + v.z;
}

// Grey: three components share one pair, whose form is the sum of theirs. Luminance in the first lane, alpha in the
// last.
fn lumaTarget(fit: EndpointFit) -> PairTarget {
  let rgb = settings.significance.xyz;
  let a = dot(rgb, fit.a.xyz);
  let b = dot(rgb, fit.b.xyz);
  let d = dot(rgb, fit.d.xyz);
  let right0 = dot(rgb, fit.a.xyz * fit.free0.xyz + fit.b.xyz * fit.free1.xyz);
  let right1 = dot(rgb, fit.b.xyz * fit.free0.xyz + fit.d.xyz * fit.free1.xyz);
  let determinant = a * d - b * b;
  var l0 = (right0 + right1) / max(a + 2.0 * b + d, 1e-6);
  var l1 = l0;
  if (determinant > 1e-6 * a * d) {
    l0 = (right0 * d - right1 * b) / determinant;
    l1 = (right1 * a - right0 * b) / determinant;
  }
  let none = vec2f(0.0);
  return PairTarget(
    vec4f(l0, none, fit.free0.w),
    vec4f(l1, none, fit.free1.w),
    vec4f(a, none, fit.a.w),
    vec4f(b, none, fit.b.w),
    vec4f(d, none, fit.d.w),
  );
}

// Error of alpha that is not stored.
fn opaqueError(fit: EndpointFit) -> f32 {
  let p = 255.0 - fit.free0.w;
  let q = 255.0 - fit.free1.w;
  return settings.significance.w * (fit.a.w * p * p + 2.0 * fit.b.w * p * q + fit.d.w * q * q);
}

// The best integers of `cem`; an error from `limit` on is of no use.
fn quantizeEndpoints(cem: u32, level: u32, partitionIndex: u32, limit: f32) -> Quantized {
  let fit = endpointFits[partitionIndex];
  let hasAlpha = ((ALPHA_MODES >> cem) & 1u) == 1u;
  let isLuma = ((LUMA_MODES >> cem) & 1u) == 1u;
  var best = Quantized(INFINITE, vec4f(0.0), vec4f(0.0), vec2u(0u));
  if (!hasAlpha && opaqueError(fit) > limit) {
    return best;
  }
  let ends = PairTarget(fit.free0, fit.free1, fit.a, fit.b, fit.d);
  var free = ends;
  if (isLuma) {
    free = lumaTarget(fit);
  }
  var pair = Pair(vec4f(0.0), vec4f(0.0));
  var offsetPair = OffsetPair();
  for (var number = 0u; number < 3u; number++) {
    var attempt = NO_ATTEMPT;
    switch (cem) {
      case CEM_LUMA_BASE_OFFSET: {
        attempt = attemptLumaOffset(level, free, number);
      }
      case CEM_RGB_BASE_OFFSET, CEM_RGBA_BASE_OFFSET, CEM_LUMA_ALPHA_BASE_OFFSET: {
        if (number == 0u || !isLuma) {
          let blue = offsetPair;
          var wanted = free;
          if (number == 1u) {
            wanted = swappedTarget(free);
          } else if (number == 2u) {
            wanted = contractedTarget(free, blue);
          }
          offsetPair = fitOffsetPair(level, wanted);
          attempt = attemptOffset(blue, wanted, offsetPair, hasAlpha, isLuma, number);
        }
      }
      default: {
        let isScaled = cem == CEM_RGB_BASE_SCALE || cem == CEM_RGB_BASE_SCALE_TWO_ALPHA;
        let plain = pair;
        if (number == 0u || (!isScaled && !isLuma)) {
          pair = fitPair(level, directTarget(free, plain, number));
        }
        if (isScaled) {
          attempt = attemptScale(level, fit, pair, number);
        } else {
          attempt = attemptDirect(plain, pair, isLuma, number, best.error < INFINITE);
        }
      }
    }
    if (!hasAlpha) {
      attempt.end0.w = 255.0;
      attempt.end1.w = 255.0;
    }
    let errors = formError(ends, attempt.end0, attempt.end1);
    let error = select(INFINITE, dot(settings.significance, errors), attempt.isLegal);
    if (error < best.error) {
      best = Quantized(error, attempt.end0, attempt.end1, attempt.integers);
    }
  }
  return best;
}
