// Rows of blocks as copies to textures want them: each begins at a multiple of 256 bytes.

struct Settings {
  rowWords: u32,
  alignedRowWords: u32,
  rowCount: u32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> blocks: array<u32>;
@group(0) @binding(2) var<storage, read_write> aligned: array<u32>;

@compute @workgroup_size(8, 8) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.rowWords || id.y >= settings.rowCount) {
    return;
  }
  aligned[id.y * settings.alignedRowWords + id.x] = blocks[id.y * settings.rowWords + id.x];
}
