// Weights that suit given endpoints: with the endpoints given, each texel has one best weight, a scalar problem. With a
// weight a texel that is the answer; on a coarser grid one sweep of coordinate descent.

// Wanted weight of each texel, 0..64 but free; then what is left of it after the weights at hand.
var<private> weightTargets: array<f32, TEXELS>;
// Error of a weight off by one, by partition.
var<private> strengths: array<f32, PARTITION_COUNT>;

// Best weight of each texel of a plane for the endpoints at hand.
fn aimWeights(plane: u32) {
  let plane1 = plane1Components();
  let ours = settings.significance * select(plane1, 1.0 - plane1, vec4<bool>(plane == 1u));
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    let ends = endpoints[partitionIndex].ends;
    let step = vec4f(ends.endpoint1) - vec4f(ends.endpoint0);
    strengths[partitionIndex] = dot(step * ours, step) * (1.0 / 4096.0);
  }
  for (var texel = 0u; texel < TEXELS; texel++) {
    let partitionIndex = partitionAt(texel);
    let ends = endpoints[partitionIndex].ends;
    let start = vec4f(ends.endpoint0);
    let along = dot((texelColor(texel) - start) * ours, vec4f(ends.endpoint1) - start);
    let strength = strengths[partitionIndex];
    weightTargets[texel] = select(32.0, along / max(64.0 * strength, 1e-9), strength > 0.0);
  }
}

// Nearest rank of a level to a weight: ranks are even but for a unit, so the nearest is this one or the next.
fn nearestRank(level: u32, weight: f32) -> u32 {
  let steps = levelSteps(level);
  let wanted = clamp(weight, 0.0, 64.0);
  let even = round(wanted * steps * (1.0 / 64.0));
  let miss = wanted - f32(unquantizeWeight(level, u32(even)));
  let other = clamp(even + sign(miss), 0.0, steps);
  let otherMiss = wanted - f32(unquantizeWeight(level, u32(other)));
  return u32(select(even, other, abs(otherMiss) < abs(miss)));
}

// Moves the weights of a plane towards weightTargets.
fn settleWeights(plane: u32, width: u32, height: u32, level: u32) {
  if (width == BLOCK_WIDTH && height == BLOCK_HEIGHT) {
    for (var node = 0u; node < NODES; node++) {
      gridWeights[plane * NODES + node] = weightOfRank(level, nearestRank(level, weightTargets[node]));
    }
  } else {
    sweepWeights(plane, width, height, level);
  }
}

// First and last texel along an axis that a node reaches.
fn windowOf(node: u32, nodes: u32, size: u32) -> vec2u {
  let first = select(0u, ((node - min(node, 1u)) * (size - 1u)) / (nodes - 1u), node > 0u);
  let last = ((node + 1u) * (size - 1u) + nodes - 2u) / (nodes - 1u);
  return vec2u(first, min(last, size - 1u));
}

// What a node gives to a texel.
fn nodeShare(texel: vec2u, node: vec2u, gridSize: vec2u) -> f32 {
  let position = vec2f(gridPosition(texel, gridSize)) * (1.0 / 16.0);
  let share = max(vec2f(0.0), 1.0 - abs(position - vec2f(node)));
  return share.x * share.y;
}

// Each weight in turn moves to the level nearest to its optimum, all others held.
fn sweepWeights(plane: u32, width: u32, height: u32, level: u32) {
  let gridSize = vec2u(width, height);
  for (var texel = 0u; texel < TEXELS; texel++) {
    weightTargets[texel] -= f32(weightOf(texel, plane));
  }
  for (var j = 0u; j < height; j++) {
    let rows = windowOf(j, height, BLOCK_HEIGHT);
    for (var i = 0u; i < width; i++) {
      let columns = windowOf(i, width, BLOCK_WIDTH);
      var pull = 0.0;
      var stiffness = 0.0;
      for (var y = rows.x; y <= rows.y; y++) {
        for (var x = columns.x; x <= columns.y; x++) {
          let texel = y * BLOCK_WIDTH + x;
          let share = nodeShare(vec2u(x, y), vec2u(i, j), gridSize);
          let strong = share * strengths[partitionAt(texel)];
          pull += strong * weightTargets[texel];
          stiffness += strong * share;
        }
      }
      let node = plane * NODES + j * width + i;
      let current = gridWeights[node];
      let step = select(0.0, pull / max(stiffness, 1e-6), stiffness > 1e-6);
      let moved = weightOfRank(level, nearestRank(level, f32(current & 255u) + step));
      if (moved != current) {
        gridWeights[node] = moved;
        let change = f32(moved & 255u) - f32(current & 255u);
        for (var y = rows.x; y <= rows.y; y++) {
          for (var x = columns.x; x <= columns.y; x++) {
            weightTargets[y * BLOCK_WIDTH + x] -= change * nodeShare(vec2u(x, y), vec2u(i, j), gridSize);
          }
        }
      }
    }
  }
}
