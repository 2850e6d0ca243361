// Base + offset: finer integers for endpoints that lie close together. Offsets that sum below 0 swap the endpoints and
// contract both towards blue.

// Largest distance of a component's ends: six bits of offset do not reach beyond.
const REACH = 40.0;
const LUMA_REACH = 80.0;
// The same of red and green of a contracted pair.
const CONTRACTED_REACH = 48.0;

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
  let nearest = nearestUvalues(level, wanted);
  var best = OffsetPair(vec4f(value0), vec4f(0.0), base, vec4f(0.0), vec4f(INFINITE));
  for (var number = 0u; number < 3u; number++) {
    let value1 = vec4u(nearestUvalues(level, nearest + neighbourOffset(level, number)));
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

// Ends the other way round: what a contracted pair stores.
fn swappedTarget(free: PairTarget) -> PairTarget {
  return PairTarget(free.end1, free.end0, free.d, free.b, free.a);
}

// What red and green of a contracted pair should be near once blue is known: twice the color less blue.
fn contractedTarget(free: PairTarget, blue: OffsetPair) -> PairTarget {
  var wanted = swappedTarget(free);
  wanted.end0 = 2.0 * wanted.end0 + 0.5 - blue.base.z;
  wanted.end1 = 2.0 * wanted.end1 + 0.5 - (blue.base.z + blue.offset.z);
  return wanted;
}

// RGB, RGBA, and grey with alpha. Attempts: plain; blue and alpha of a contracted pair, which is none yet; that pair.
// `blue` is what the attempt before fitted, `pair` what this one did for `wanted`.
fn attemptOffset(
  blue: OffsetPair,
  wanted: PairTarget,
  pair: OffsetPair,
  hasAlpha: bool,
  isLuma: bool,
  number: u32,
) -> Attempt {
  let isUsed = vec4<bool>(true, !isLuma, !isLuma, hasAlpha);
  let isBroken = pair.error >= vec4f(INFINITE);
  let isFar = abs(wanted.end1 - wanted.end0) > vec4f(select(REACH, CONTRACTED_REACH, number == 2u));
  if (number == 2u) {
    let isBlueBroken = blue.error >= vec4f(INFINITE);
    let base = vec4f(pair.base.xy, blue.base.zw);
    let offset = vec4f(pair.offset.xy, blue.offset.zw);
    let isFit = !any(isFar.xy | isBroken.xy) && !isBlueBroken.z && !(hasAlpha && isBlueBroken.w);
    let integers = packPairs(vec4f(pair.value0.xy, blue.value0.zw), vec4f(pair.value1.xy, blue.value1.zw));
    let end1 = contract(base);
    let end0 = clamp(contract(base + offset), vec4f(0.0), vec4f(255.0));
    return Attempt(isFit && sumRgb(offset) < 0.0, end0, end1, integers);
  }
  let isFit = number == 0u && !any((isFar | isBroken) & isUsed);
  let end = clamp(pair.base + pair.offset, vec4f(0.0), vec4f(255.0));
  if (isLuma) {
    let integers = packLuma(pair.value0, pair.value1);
    return Attempt(isFit, vec4f(pair.base.xxx, pair.base.w), vec4f(end.xxx, end.w), integers);
  }
  return Attempt(isFit && sumRgb(pair.offset) >= 0.0, pair.base, end, packPairs(pair.value0, pair.value1));
}

// Grey: six bits of offset upwards, whose integer also carries the base's top two bits.
fn attemptLumaOffset(level: u32, free: PairTarget, number: u32) -> Attempt {
  let l0 = free.end0.x;
  let l1 = free.end1.x;
  if (l1 - l0 > LUMA_REACH || l1 < l0) {
    return NO_ATTEMPT;
  }
  let target0 = u32(clamp(round(l0), 0.0, 255.0));
  let highBits = target0 & 0xc0u;
  let value0 = nearestUvalue(level, f32((target0 << 2u) & 255u));
  let base = f32((value0 >> 2u) | highBits);
  let wanted = f32(highBits) + clamp(round(l1) - base, 0.0, 63.0);
  let nearest = f32(nearestUvalue(level, wanted));
  let value1 = nearestUvalue(level, nearest + neighbourOffset(level, number));
  let end = min(base + f32(value1 & 63u), 255.0);
  return Attempt((value1 & 0xc0u) == highBits, vec4f(base), vec4f(end), vec2u(value0 | (value1 << 8u), 0u));
}
