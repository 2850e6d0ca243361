// Least-squares endpoints for given texel weights, with the quadratic form that prices every move away from them.

// Fits every partition to texelWeights. Colors are taken relative to the block's mean, or f32 would lose what counts.
fn fitEndpoints() {
  restError = 0.0;
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    fitPartitionEndpoints(partitionIndex);
  }
}

fn fitPartitionEndpoints(partitionIndex: u32) {
  var count = 0u;
  var weightSum = vec4u(0u);
  var weightSquares = vec4u(0u);
  var mixed = vec4f(0.0);
  var total = vec4f(0.0);
  var squares = vec4f(0.0);
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (partitionAt(texel) == partitionIndex) {
      let weights = componentWeights(texel);
      let color = texelColor(texel) - blockStatistics.mean;
      count++;
      weightSum += weights;
      weightSquares += weights * weights;
      mixed += vec4f(weights) * color;
      total += color;
      squares += color * color;
    }
  }
  let n = f32(count);
  // Whole numbers below 2^32: exact.
  let determinant = count * weightSquares - weightSum * weightSum;
  let isLine = determinant > vec4u(0u);
  let s = vec4f(weightSum) * (1.0 / 64.0);
  let ss = vec4f(weightSquares) * (1.0 / 4096.0);
  let difference = (n * mixed - vec4f(weightSum) * total) * 64.0 / max(vec4f(determinant), vec4f(1.0));
  let slope = select(vec4f(0.0), difference, isLine);
  let end0 = (total - slope * s) / n;
  let end1 = end0 + slope;
  let along = mixed * (1.0 / 64.0);
  let rest = max(squares - end0 * (total - along) - end1 * along, vec4f(0.0));
  restError += dot(rest, settings.significance);
  endpointFits[partitionIndex] = EndpointFit(
    end0 + blockStatistics.mean,
    end1 + blockStatistics.mean,
    n - 2.0 * s + ss,
    s - ss,
    ss,
  );
}
