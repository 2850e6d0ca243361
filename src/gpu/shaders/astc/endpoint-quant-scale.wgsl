// Base + scale: endpoint 0 lies on the ray from black through endpoint 1.

fn quantizeScale(level: u32, fit: EndpointFit, hasAlpha: bool) -> Quantized {
  let rgb = settings.significance.xyz;
  let norm = 1e-6 + dot(rgb * fit.free1.xyz, fit.free1.xyz);
  let middle = 256.0 * dot(rgb * fit.free0.xyz, fit.free1.xyz) / norm;
  var alpha0 = 255.0;
  var alpha1 = 255.0;
  if (hasAlpha) {
    let pair = fitPair(level, PairTarget(fit.free0.wwww, fit.free1.wwww, fit.a.wwww, fit.b.wwww, fit.d.wwww));
    alpha0 = pair.value0.x;
    alpha1 = pair.value1.x;
  }
  var best = noQuantized();
  // The nearest scale and its neighbours.
  for (var step = -1; step <= 1; step++) {
    let scale = f32(nearestUvalue(level, middle + f32(step) * neighbourDistance(level)));
    let ends = scaledEnds(level, fit, scale * (1.0 / 256.0));
    let end0 = vec4f(floor(ends.xyz * scale * (1.0 / 256.0)), alpha0);
    let end1 = vec4f(ends.xyz, alpha1);
    let error = endsError(fit, end0, end1);
    if (error < best.error) {
      let back = select(vec4f(0.0), vec4f(alpha0, alpha1, 0.0, 0.0), hasAlpha);
      best = Quantized(error, end0, end1, packIntegers(vec4f(ends.xyz, scale), back));
    }
  }
  return best;
}

// Nearest integers of endpoint 1 when endpoint 0 is `scale` times it.
fn scaledEnds(level: u32, fit: EndpointFit, scale: f32) -> vec4f {
  let curvature = fit.a * scale * scale + 2.0 * fit.b * scale + fit.d;
  let pull = scale * (fit.a * fit.free0 + fit.b * fit.free1) + fit.b * fit.free0 + fit.d * fit.free1;
  let ideal = select(fit.free1, pull / max(curvature, vec4f(1e-6)), curvature > vec4f(1e-6));
  return nearestUvalues(level, ideal);
}
