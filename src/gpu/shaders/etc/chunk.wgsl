// What every pass of a chunk is given: its size, its pixels, and one record a block that stays between passes.

struct Chunk {
  // Pixels across and down that exist; beyond them the edge repeats.
  width: u32,
  height: u32,
  blocksAcross: u32,
  blockCount: u32,
  // Which flip of the halves is tried: 0 the likelier one, 1 the other.
  turn: u32,
}

@group(0) @binding(0) var<storage, read> tables: array<u32>;
@group(1) @binding(0) var<uniform> chunk: Chunk;
@group(1) @binding(1) var<storage, read> source: array<u32>;
@group(1) @binding(2) var<storage, read_write> states: array<BlockState>;
// A word of 64 bits an element, big-endian as the containers want it.
@group(1) @binding(3) var<storage, read_write> words: array<vec2u>;
