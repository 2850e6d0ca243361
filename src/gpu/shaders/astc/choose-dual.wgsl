// Classes of the second stage: each varying component as second plane, the most promising first.

fn chooseOf(block: u32) {
  let limit = trialLimit(recordFloat(block, RECORD_ERROR), 1.0);
  var components = plane2Components();
  for (var tried = 0u; tried < settings.dualComponents; tried++) {
    var best = NO_COMPONENT;
    var least = limit;
    for (var component = 0u; component < 4u; component++) {
      if (((components >> component) & 1u) == 1u) {
        let error = dualLineError(component);
        if (error < least) {
          least = error;
          best = component;
        }
      }
    }
    if (best == NO_COMPONENT) {
      return;
    }
    components &= ~(1u << best);
    fitClass(best);
    predictModes(best, min((tried + 1u) * settings.dualModes, PAIRS_MAX), limit);
  }
}

// Components that may have a plane of their own, as a bit set.
fn plane2Components() -> u32 {
  let varyingComponents = varyingMask();
  let components = varyingComponents & select(15u, 8u, blockStatistics.isGrey);
  // A component alone on its axis leaves nothing for the other plane.
  return select(components, 0u, components == varyingComponents && countOneBits(components) == 1u);
}

// Residual of the line through all components but one.
fn dualLineError(component: u32) -> f32 {
  var ours = vec4f(1.0);
  ours[component] = 0.0;
  var moments = Moments();
  for (var texel = 0u; texel < TEXELS; texel++) {
    moments = addTexel(moments, scaledTexel(texel) * ours);
  }
  let line = fitLine(moments, f32(TEXELS), POINT_TRACE, 3u);
  return max(0.0, line.trace - line.along);
}
