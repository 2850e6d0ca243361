// The candidate under way: its weights, endpoints and integers.

// Weights a plane can have. Spec: KDFS 1.4, ASTC "Data Size Determination".
const NODES = min(TEXELS, 64u / PLANE_COUNT);

struct EndpointFit {
  // Where the ends are free to be anything, in 8-bit steps.
  free0: vec4f,
  free1: vec4f,
  // An end moved by p, the other by q: a·p² + 2b·p·q + d·q² a component.
  a: vec4f,
  b: vec4f,
  d: vec4f,
}

struct QuantizedEndpoints {
  // What the integers decode to.
  ends: Endpoints,
  // Uvalues, a byte each, in their order.
  integers: vec2u,
}

// Least-squares weights of the grid under way, 0..1.
var<private> gridIdeal: array<f32, NODES>;
// uvalue | rank << 8, plane by plane.
var<private> gridWeights: array<u32, NODES * PLANE_COUNT>;
// 0..64, of plane 2 in the second byte.
var<private> texelWeights: array<u32, TEXELS>;
var<private> endpointFits: array<EndpointFit, PARTITION_COUNT>;
var<private> endpoints: array<QuantizedEndpoints, PARTITION_COUNT>;
// Error that no choice of integers can undo: the sum over partitions at their free ends.
var<private> restError: f32;
// Color endpoint modes, a byte a partition, and the quant level they share.
var<private> trialCems: u32;
var<private> trialLevel: u32;

fn weightOf(texel: u32, plane: u32) -> u32 {
  return (texelWeights[texel] >> (plane * 8u)) & 255u;
}

// The weights of a texel's components.
fn componentWeights(texel: u32) -> vec4u {
  var weights = vec4u(texelWeights[texel] & 255u);
  if (PLANE_COUNT == 2u) {
    weights[plane2Component] = texelWeights[texel] >> 8u;
  }
  return weights;
}

fn levelSteps(level: u32) -> f32 {
  return f32((integers[LEVELS + level] >> 16u) - 1u);
}

// uvalue | rank << 8
fn weightOfRank(level: u32, rank: u32) -> u32 {
  return unquantizeWeight(level, rank) | (rank << 8u);
}
