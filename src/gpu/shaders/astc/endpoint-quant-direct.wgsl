// Integers that are the endpoints: grey, RGB and RGBA, of colors plain or blue-contracted.

fn quantizeLuma(level: u32, fit: EndpointFit, free: PairTarget, hasAlpha: bool) -> Quantized {
  let pair = fitPair(level, free);
  let alpha = select(vec2f(255.0), vec2f(pair.value0.w, pair.value1.w), hasAlpha);
  let end0 = vec4f(pair.value0.xxx, alpha.x);
  let end1 = vec4f(pair.value1.xxx, alpha.y);
  let stored = select(vec2f(0.0), alpha, hasAlpha);
  let integers = packIntegers(vec4f(pair.value0.x, pair.value1.x, stored), vec4f(0.0));
  return Quantized(endsError(fit, end0, end1), end0, end1, integers);
}

fn quantizeDirect(level: u32, fit: EndpointFit, free: PairTarget, hasAlpha: bool) -> Quantized {
  let pair = fitPair(level, free);
  var end0 = pair.value0;
  var end1 = pair.value1;
  if (sumRgb(end1 - end0) < 0.0) {
    // Rare: the line turned over, which a decoder would take for contraction. One color is always legal.
    let middle = nearestUvalues(level, (free.end0 + free.end1) * 0.5);
    end0 = vec4f(middle.xyz, end0.w);
    end1 = vec4f(middle.xyz, end1.w);
  }
  let integers = packPairs(end0, end1, hasAlpha);
  if (!hasAlpha) {
    end0.w = 255.0;
    end1.w = 255.0;
  }
  let plain = Quantized(endsError(fit, end0, end1), end0, end1, integers);
  let contracted = quantizeContracted(level, fit, free, pair, hasAlpha);
  if (contracted.error < plain.error) {
    return contracted;
  }
  return plain;
}

// Blue contraction: integers in reverse order, red and green stored as 2c − blue. Finer by a bit near grey.
fn quantizeContracted(level: u32, fit: EndpointFit, free: PairTarget, plain: Pair, hasAlpha: bool) -> Quantized {
  // (stored + blue) >> 1 is c when stored = 2c + ½ − blue on average.
  let want0 = 2.0 * free.end0 + 0.5 - plain.value0.z;
  let want1 = 2.0 * free.end1 + 0.5 - plain.value1.z;
  let front = fitPair(level, PairTarget(want0, want1, free.a, free.b, free.d));
  let stored0 = vec4f(front.value0.xy, plain.value0.zw);
  let stored1 = vec4f(front.value1.xy, plain.value1.zw);
  // A decoder contracts only when the second integers sum to less than the first.
  if (sumRgb(stored1 - stored0) <= 0.0) {
    return noQuantized();
  }
  let end0 = contract(stored0, hasAlpha);
  let end1 = contract(stored1, hasAlpha);
  return Quantized(endsError(fit, end0, end1), end0, end1, packPairs(stored1, stored0, hasAlpha));
}

fn contract(stored: vec4f, hasAlpha: bool) -> vec4f {
  return vec4f(floor((stored.xy + stored.z) * 0.5), stored.z, select(255.0, stored.w, hasAlpha));
}
