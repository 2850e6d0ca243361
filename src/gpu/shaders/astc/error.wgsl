// The error of the candidate as a decoder will show it, with its rounding.

fn decodedError() -> f32 {
  // 16-bit pixels are compared before rounding: no 8-bit value is their own.
  if (settings.rounding == ROUND_NONE || PIXEL_WORDS != 1u) {
    return freeError();
  }
  let expansion = select(SRGB_EXPANSION, LINEAR_EXPANSION, settings.rounding == ROUND_DOWN);
  var total = vec4u(0u);
  for (var texel = 0u; texel < TEXELS; texel++) {
    let ends = endpoints[partitionAt(texel)].ends;
    let shown = shownUnorm8(interpolateUnorm16(ends, componentWeights(texel), expansion));
    // The pixel of a texel, whichever way it was aimed.
    let pixel = (unpackTexel(texels[texel]) * 257u) >> vec4u(14u);
    total += squaredDifference(shown, pixel);
  }
  return dot(settings.significance, vec4f(total));
}

fn freeError() -> f32 {
  var total = vec4f(0.0);
  for (var texel = 0u; texel < TEXELS; texel++) {
    let ends = endpoints[partitionAt(texel)].ends;
    let weights = vec4f(componentWeights(texel)) * (1.0 / 64.0);
    let shown = mix(vec4f(ends.endpoint0), vec4f(ends.endpoint1), weights);
    let difference = shown - texelColor(texel);
    total += difference * difference;
  }
  return dot(settings.significance, total);
}
