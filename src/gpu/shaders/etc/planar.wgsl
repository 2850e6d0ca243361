// Pass: planar mode. Each component is a plane through three corners O, H, V. Least squares give the corners, then the
// levels around them are measured, eight triples at a time, as a decoder interpolates.
// Spec: KDFS 1.4, "Format RGB ETC2", planar mode.

// No plane worth having errs more in a component.
const PLANE_ERROR_CAP = 0xffffu;

// Levels of the corners of a component.
struct Plane {
  corners: vec3i,
  error: u32,
}

// What least squares need, of red, green and blue: sums, slopes along x and y; the errors of their planes before
// anything is rounded.
struct Moments {
  sums: vec3i,
  slopesX: vec3i,
  slopesY: vec3i,
  rests: vec3i,
}

fn componentOf(texel: u32, component: u32) -> i32 {
  return i32((texel >> (component * 8u)) & 255u);
}

// With d = 2 x − 3 the squares of d add up to 80.
fn momentsOf() -> Moments {
  var sums = vec3i(0);
  var slopesX = vec3i(0);
  var slopesY = vec3i(0);
  var squares = vec3i(0);
  for (var index = 0u; index < 16u; index++) {
    let color = colorOf(texels[index]);
    sums += color;
    slopesX += color * (2 * i32(index >> 2u) - 3);
    slopesY += color * (2 * i32(index & 3u) - 3);
    squares += color * color;
  }
  let explained = (sums * sums) / vec3i(16) + (slopesX * slopesX + slopesY * slopesY) / vec3i(80);
  return Moments(sums, slopesX, slopesY, squares - explained);
}

// Levels of 6 or, green, 7 bits as a decoder shows them.
fn showCorners(levels: vec3i, component: u32) -> vec3i {
  let six = (levels << vec3u(2u)) | (levels >> vec3u(4u));
  let seven = (levels << vec3u(1u)) | (levels >> vec3u(6u));
  return select(six, seven, component == 1u);
}

fn measurePlane(corners: vec3i, component: u32) -> u32 {
  let shown = showCorners(corners, component);
  let slopes = shown.yz - vec2i(shown.x);
  var error = 0u;
  for (var index = 0u; index < 16u; index++) {
    let quarters = 4 * shown.x + 2 + i32(index >> 2u) * slopes.x + i32(index & 3u) * slopes.y;
    let miss = clamp(quarters >> 2u, 0, 255) - componentOf(texels[index], component);
    error += u32(miss * miss);
  }
  return min(error, PLANE_ERROR_CAP);
}

// The best of eight triples around one: the ways to round it, or its nearest neighbours.
fn bestAround(center: vec3i, offsetsAt: u32, component: u32) -> Plane {
  let top = select(63, 127, component == 1u);
  var best = Plane(center, NO_ERROR);
  for (var offset = 0u; offset < 8u; offset++) {
    let packed = tables[offsetsAt + offset];
    let step = vec3i(vec3u(packed, packed >> 8u, packed >> 16u) & vec3u(255u)) - vec3i(1);
    let corners = clamp(center + step, vec3i(0), vec3i(top));
    let error = measurePlane(corners, component);
    if (error < best.error) {
      best = Plane(corners, error);
    }
  }
  return best;
}

// Finds the levels of a component: those around least squares, then better neighbours.
fn fitPlane(sum: i32, slopeX: i32, slopeY: i32, component: u32) -> Plane {
  let top = select(63, 127, component == 1u);
  let origin = 5 * sum - 3 * (slopeX + slopeY);
  // Corners in 80ths of a level of 0..255; levels below them.
  let corners80 = max(vec3i(0), vec3i(origin, origin + 8 * slopeX, origin + 8 * slopeY));
  var best = Plane(min(vec3i(top - 1), (corners80 * top) / vec3i(20400)), NO_ERROR);
  for (var round = 0u; round <= PLANAR_ROUNDS; round++) {
    let offsetsAt = select(PLANE_NEIGHBOURS_AT, PLANE_ROUNDINGS_AT, round == 0u);
    let next = bestAround(best.corners, offsetsAt, component);
    if (next.error >= best.error) {
      break;
    }
    best = next;
  }
  return best;
}

fn tryPlanar(state: ptr<function, BlockState>) {
  let moments = momentsOf();
  if (u32(max(weigh(moments.rests), 0)) >= (*state).error) {
    return;
  }
  var error = 0u;
  var corners = vec3u(0u);
  for (var component = 0u; component < 3u; component++) {
    let sum = moments.sums[component];
    let plane = fitPlane(sum, moments.slopesX[component], moments.slopesY[component], component);
    error += plane.error * u32(WEIGHTS[component]);
    if (plane.error == PLANE_ERROR_CAP || error >= (*state).error) {
      return;
    }
    corners |= vec3u(plane.corners) << vec3u(component * 8u);
  }
  (*state).error = error;
  (*state).mode = MODE_PLANAR;
  (*state).flip = 0u;
  (*state).first = corners.x;
  (*state).second = corners.y;
  (*state).third = corners.z;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= selection.count) {
    return;
  }
  let block = selectedBlocks[id.x];
  var state = states[block];
  loadTexels(block, 0u);
  tryPlanar(&state);
  states[block] = state;
}
