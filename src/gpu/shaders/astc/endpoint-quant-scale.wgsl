// Base + scale: endpoint 0 lies on the ray from black through endpoint 1.

// The nearest scale and its neighbours, by number of the attempt; alpha, if any, is that of `pair`.
fn attemptScale(level: u32, fit: EndpointFit, pair: Pair, number: u32) -> Attempt {
  let rgb = settings.significance.xyz;
  let norm = 1e-6 + dot(rgb * fit.free1.xyz, fit.free1.xyz);
  let middle = 256.0 * dot(rgb * fit.free0.xyz, fit.free1.xyz) / norm;
  let nearest = f32(nearestUvalue(level, middle));
  let scale = f32(nearestUvalue(level, nearest + neighbourOffset(level, number)));
  let ends = scaledEnds(level, fit, scale * (1.0 / 256.0));
  let end0 = vec4f(floor(ends.xyz * scale * (1.0 / 256.0)), pair.value0.w);
  let end1 = vec4f(ends.xyz, pair.value1.w);
  let integers = packIntegers(vec4f(ends.xyz, scale), vec4f(pair.value0.w, pair.value1.w, 0.0, 0.0));
  return Attempt(true, end0, end1, integers);
}

// Nearest integers of endpoint 1 when endpoint 0 is `scale` times it.
fn scaledEnds(level: u32, fit: EndpointFit, scale: f32) -> vec4f {
  let curvature = fit.a * scale * scale + 2.0 * fit.b * scale + fit.d;
  let pull = scale * (fit.a * fit.free0 + fit.b * fit.free1) + fit.b * fit.free0 + fit.d * fit.free1;
  let ideal = select(fit.free1, pull / max(curvature, vec4f(1e-6)), curvature > vec4f(1e-6));
  return nearestUvalues(level, ideal);
}
