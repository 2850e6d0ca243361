// Two integers for two free values, a lane a component: what every endpoint mode is made of.

// Free ends and the form that prices them. Of the grey modes luminance is in the first lane, alpha in the last.
struct PairTarget {
  end0: vec4f,
  end1: vec4f,
  a: vec4f,
  b: vec4f,
  d: vec4f,
}

struct Pair {
  value0: vec4f,
  value1: vec4f,
}

fn nearestUvalue(level: u32, value: f32) -> u32 {
  return integers[COLOR_LEVELS + level * 256u + u32(clamp(round(value), 0.0, 255.0))] & 255u;
}

fn nearestUvalues(level: u32, values: vec4f) -> vec4f {
  var nearest = round(clamp(values, vec4f(0.0), vec4f(255.0)));
  // A loop, for what is written out four times is compiled four times at each of many calls.
  for (var lane = 0u; lane < 4u; lane++) {
    nearest[lane] = f32(integers[COLOR_LEVELS + level * 256u + u32(nearest[lane])] & 255u);
  }
  return nearest;
}

// How far from a uvalue to ask for its neighbour: by number 0..2 itself, the one below and the one above.
fn neighbourOffset(level: u32, number: u32) -> f32 {
  let distance = 255.0 / levelSteps(level);
  return select(select(0.0, distance, number == 2u), -distance, number == 1u);
}

fn formError(free: PairTarget, value0: vec4f, value1: vec4f) -> vec4f {
  let p = value0 - free.end0;
  let q = value1 - free.end1;
  return free.a * p * p + 2.0 * free.b * p * q + free.d * q * q;
}

// How far the optimum of one end follows when the other moves by 1.
fn follow(numerator: vec4f, denominator: vec4f) -> vec4f {
  return select(vec4f(0.0), numerator / max(denominator, vec4f(1e-6)), denominator > vec4f(1e-6));
}

// Rounds one end, moves the other's optimum along, rounds it; from both sides.
fn fitPair(level: u32, free: PairTarget) -> Pair {
  let first0 = nearestUvalues(level, free.end0);
  let first1 = nearestUvalues(level, free.end1 - follow(free.b, free.d) * (first0 - free.end0));
  let second1 = nearestUvalues(level, free.end1);
  let second0 = nearestUvalues(level, free.end0 - follow(free.b, free.a) * (second1 - free.end1));
  let isFirst = formError(free, first0, first1) <= formError(free, second0, second1);
  return Pair(select(second0, first0, isFirst), select(second1, first1, isFirst));
}
