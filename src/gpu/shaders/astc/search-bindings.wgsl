// What every pass of the search is given: tables of the footprint, settings of the chunk, its pixels, and what earlier
// passes found. One layout for all, so that a slot has one bind group.

struct Settings {
  significance: vec4f,
  significanceRoot: vec4f,
  // Pixels that exist, blocks of a row, blocks of the chunk.
  width: u32,
  height: u32,
  blocksWide: u32,
  blockCount: u32,
  // ROUND_NONE, ROUND_DOWN or ROUND_NEAREST.
  rounding: u32,
  // Limits: a column of presets.ts each.
  singleModes: u32,
  dualModes: u32,
  partitionModes: u32,
  dualComponents: u32,
  patterns2: u32,
  patterns3: u32,
  starts: u32,
  rerank: u32,
  budgets: u32,
  refinements: u32,
  listedModes: u32,
  tau: f32,
  cull: f32,
  gate3: f32,
  // Error at which a block is done.
  goodError: f32,
}

// What a decoder does to 16-bit results: keeps them, keeps the top 8 bits, or rounds to 8 bits.
const ROUND_NONE = 0u;
const ROUND_DOWN = 1u;
const ROUND_NEAREST = 2u;

const INFINITE = 1e30;

@group(1) @binding(0) var<uniform> settings: Settings;
@group(1) @binding(1) var<storage, read> source: array<u32>;
// RECORD_WORDS a block: the best candidate so far, see record.wgsl.
@group(1) @binding(2) var<storage, read_write> records: array<u32>;
// CANDIDATE_WORDS a block: what is to be tried next, see candidate-list.wgsl.
@group(1) @binding(3) var<storage, read_write> candidates: array<u32>;
// Blocks that still need work, see work-list.wgsl.
@group(1) @binding(4) var<storage, read_write> workCounts: array<atomic<u32>>;
@group(1) @binding(5) var<storage, read_write> workBlocks: array<u32>;
