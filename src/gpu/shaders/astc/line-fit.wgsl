// Lines through colors: the scatter of a set of texels and its principal direction.

// Scatter up to which a whole block or partition counts as one color.
const POINT_TRACE = 1e-6;

// Sums over a set: of the components, and of their products, a row each.
struct Moments {
  sum: vec4f,
  row0: vec4f,
  row1: vec4f,
  row2: vec4f,
  row3: vec4f,
}

struct Line {
  mean: vec4f,
  // Of length 1; 0 when the set is one color.
  direction: vec4f,
  // Variance of the whole set, and along the line.
  trace: f32,
  along: f32,
}

fn addTexel(moments: Moments, v: vec4f) -> Moments {
  return Moments(
    moments.sum + v,
    moments.row0 + v.x * v,
    moments.row1 + v.y * v,
    moments.row2 + v.z * v,
    moments.row3 + v.w * v,
  );
}

fn subtractMoments(a: Moments, b: Moments) -> Moments {
  return Moments(a.sum - b.sum, a.row0 - b.row0, a.row1 - b.row1, a.row2 - b.row2, a.row3 - b.row3);
}

// A set whose variance is at most this is a point: of its scatter little but rounding is left.
fn fitLine(moments: Moments, count: f32, least: f32, steps: u32) -> Line {
  let mean = moments.sum / max(count, 1.0);
  let row0 = moments.row0 - moments.sum.x * mean;
  let row1 = moments.row1 - moments.sum.y * mean;
  let row2 = moments.row2 - moments.sum.z * mean;
  let row3 = moments.row3 - moments.sum.w * mean;
  let trace = row0.x + row1.y + (row2.z + row3.w);
  if (!(trace > least)) {
    return Line(mean, vec4f(0.0), max(trace, 0.0), 0.0);
  }
  let scale = 1.0 / trace;
  // Power steps start from the longest column.
  var v = row0;
  var largest = row0.x;
  if (row1.y > largest) {
    v = row1;
    largest = row1.y;
  }
  if (row2.z > largest) {
    v = row2;
    largest = row2.z;
  }
  if (row3.w > largest) {
    v = row3;
  }
  v *= scale;
  var previous = v;
  for (var step = 0u; step < steps; step++) {
    previous = v;
    v = (v.x * row0 + v.y * row1 + v.z * row2 + v.w * row3) * scale;
  }
  let squares = dot(v, v);
  let mixed = dot(v, previous);
  if (!(squares > 1e-30) || !(mixed > 1e-30)) {
    return Line(mean, vec4f(0.0), trace, 0.0);
  }
  return Line(mean, v * inverseSqrt(squares), trace, min(trace, (trace * squares) / mixed));
}
