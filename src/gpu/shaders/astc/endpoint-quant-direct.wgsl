// Integers that are the endpoints: grey, RGB and RGBA, of colors plain or blue-contracted.

const PLAIN = 0u;
// Integers in reverse order, red and green stored as 2c − blue: finer by a bit near grey.
const CONTRACTED = 1u;
// One color: always legal, where the line turned over.
const FLAT = 2u;

// What the integers of an attempt should be near.
fn directTarget(free: PairTarget, plain: Pair, number: u32) -> PairTarget {
  var wanted = free;
  if (number == CONTRACTED) {
    // (stored + blue) >> 1 is c when stored = 2c + ½ − blue on average.
    wanted.end0 = 2.0 * free.end0 + 0.5 - plain.value0.z;
    wanted.end1 = 2.0 * free.end1 + 0.5 - plain.value1.z;
  } else if (number == FLAT) {
    wanted.end0 = (free.end0 + free.end1) * 0.5;
    wanted.end1 = wanted.end0;
  }
  return wanted;
}

// `plain` are the integers of the attempt before.
fn attemptDirect(plain: Pair, pair: Pair, isLuma: bool, number: u32, isFound: bool) -> Attempt {
  if (isLuma) {
    let end0 = vec4f(pair.value0.xxx, pair.value0.w);
    let end1 = vec4f(pair.value1.xxx, pair.value1.w);
    return Attempt(number == PLAIN, end0, end1, packLuma(pair.value0, pair.value1));
  }
  if (number == FLAT) {
    return Attempt(!isFound, pair.value0, pair.value0, packPairs(pair.value0, pair.value0));
  }
  if (number == PLAIN) {
    // A decoder takes a falling sum for contraction.
    let isRising = sumRgb(pair.value1 - pair.value0) >= 0.0;
    return Attempt(isRising, pair.value0, pair.value1, packPairs(pair.value0, pair.value1));
  }
  let stored0 = vec4f(pair.value0.xy, plain.value0.zw);
  let stored1 = vec4f(pair.value1.xy, plain.value1.zw);
  // It contracts only when the second integers sum to less than the first.
  let isFalling = sumRgb(stored1 - stored0) > 0.0;
  return Attempt(isFalling, contract(stored0), contract(stored1), packPairs(stored1, stored0));
}

fn contract(stored: vec4f) -> vec4f {
  return vec4f(floor((stored.xy + stored.z) * 0.5), stored.zw);
}
