// Base + offset: finer integers for endpoints that lie close together.

// Largest distance of a component's ends: six bits of offset do not reach beyond.
const REACH = 40.0;
const LUMA_REACH = 80.0;

struct OffsetPair {
  // Integers, then what they decode to: base and offset.
  value0: vec4f,
  value1: vec4f,
  base: vec4f,
  offset: vec4f,
  // Infinite in lanes where no integer keeps the top bit of the base.
  error: vec4f,
}

// The base near its target, then the offset that suits it best. Rounding must leave alone the top bit of the base,
// which travels in the offset's integer, so its neighbours on the level are tried too.
fn fitOffsetPair(level: u32, free: PairTarget) -> OffsetPair {
  let target0 = vec4u(clamp(round(free.end0), vec4f(0.0), vec4f(255.0)));
  let highBit = target0 & vec4u(128u);
  let value0 = vec4u(nearestUvalues(level, vec4f((target0 << vec4u(1u)) & vec4u(255u))));
  let base = vec4f((value0 >> vec4u(1u)) | highBit);
  let ideal = free.end1 - follow(free.b, free.d) * (base - free.end0);
  let offset = vec4i(clamp(round(ideal - base), vec4f(-32.0), vec4f(31.0)));
  let wanted = vec4f(((bitcast<vec4u>(offset) << vec4u(1u)) & vec4u(126u)) | highBit);
  let distance = neighbourDistance(level);
  var best = OffsetPair(vec4f(value0), vec4f(0.0), base, vec4f(0.0), vec4f(INFINITE));
  for (var step = -1; step <= 1; step++) {
    let value1 = vec4u(nearestUvalues(level, wanted + f32(step) * distance));
    let reached = vec4f(offsetOf(value1));
    let end = clamp(base + reached, vec4f(0.0), vec4f(255.0));
    let error = select(vec4f(INFINITE), formError(free, base, end), (value1 & vec4u(128u)) == highBit);
    let isBetter = error < best.error;
    best.value1 = select(best.value1, vec4f(value1), isBetter);
    best.offset = select(best.offset, reached, isBetter);
    best.error = min(best.error, error);
  }
  return best;
}

// RGB, RGBA, and grey with alpha.
fn quantizeOffset(level: u32, fit: EndpointFit, free: PairTarget, hasAlpha: bool, isLuma: bool) -> Quantized {
  let extent = abs(free.end1 - free.end0);
  if (max(extent.x, max(extent.y, extent.z)) > REACH) {
    return noQuantized();
  }
  let pair = fitOffsetPair(level, free);
  let isBroken = pair.error >= vec4f(INFINITE);
  if (isBroken.x || (hasAlpha && isBroken.w) || (!isLuma && (isBroken.y || isBroken.z))) {
    return noQuantized();
  }
  // Offsets that sum below 0 swap the endpoints and contract both towards blue.
  if (!isLuma && sumRgb(pair.offset) < 0.0) {
    return noQuantized();
  }
  var end0 = pair.base;
  var end1 = clamp(pair.base + pair.offset, vec4f(0.0), vec4f(255.0));
  var integers = packPairs(pair.value0, pair.value1, hasAlpha);
  if (isLuma) {
    end0 = vec4f(end0.xxx, end0.w);
    end1 = vec4f(end1.xxx, end1.w);
    integers = packIntegers(vec4f(pair.value0.x, pair.value1.x, pair.value0.w, pair.value1.w), vec4f(0.0));
  }
  if (!hasAlpha) {
    end0.w = 255.0;
    end1.w = 255.0;
  }
  return Quantized(endsError(fit, end0, end1), end0, end1, integers);
}

// Grey: six bits of offset upwards, whose integer also carries the base's top two bits.
fn quantizeLumaOffset(level: u32, fit: EndpointFit, free: PairTarget) -> Quantized {
  let l0 = free.end0.x;
  let l1 = free.end1.x;
  if (l1 - l0 > LUMA_REACH || l1 < l0) {
    return noQuantized();
  }
  let target0 = u32(clamp(round(l0), 0.0, 255.0));
  let highBits = target0 & 0xc0u;
  let value0 = nearestUvalue(level, f32((target0 << 2u) & 255u));
  let base = f32((value0 >> 2u) | highBits);
  let wanted = f32(highBits) + clamp(round(l1) - base, 0.0, 63.0);
  let distance = neighbourDistance(level);
  var best = noQuantized();
  for (var step = -1; step <= 1; step++) {
    let value1 = nearestUvalue(level, wanted + f32(step) * distance);
    if ((value1 & 0xc0u) == highBits) {
      let end0 = vec4f(vec3f(base), 255.0);
      let end1 = vec4f(vec3f(min(base + f32(value1 & 63u), 255.0)), 255.0);
      let error = endsError(fit, end0, end1);
      if (error < best.error) {
        best = Quantized(error, end0, end1, vec2u(value0 | (value1 << 8u), 0u));
      }
    }
  }
  return best;
}
