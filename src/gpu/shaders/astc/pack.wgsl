// Pass: the best candidate of every block to its 16 bytes.

@group(1) @binding(6) var<storage, read_write> blocks: array<vec4u>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = linearIndex(id, groups, WORKGROUP_SIZE);
  if (block >= settings.blockCount) {
    return;
  }
  let start = block * RECORD_WORDS;
  if (records[start + RECORD_MODE] == VOID_EXTENT) {
    let color = vec2u(records[start + RECORD_COLORS], records[start + RECORD_COLORS + 1u]);
    blocks[block] = packVoidExtent(vec4u(color.x & 0xffffu, color.x >> 16u, color.y & 0xffffu, color.y >> 16u));
    return;
  }
  readRecord(start);
  blocks[block] = packBlock();
}

// The record that starts there becomes the symbolic block at hand.
fn readRecord(start: u32) {
  let classWord = records[start + RECORD_CLASS];
  let plane2 = (classWord >> 4u) & 15u;
  symbolic.mode = records[start + RECORD_MODE];
  symbolic.partitionCount = classWord & 15u;
  symbolic.plane2Component = select(plane2 - 1u, ONE_PLANE, plane2 == 0u);
  symbolic.colorQuantLevel = (classWord >> 8u) & 255u;
  symbolic.partitionSeed = classWord >> 16u;
  symbolic.cems = records[start + RECORD_CEMS];
  for (var partitionIndex = 0u; partitionIndex < symbolic.partitionCount; partitionIndex++) {
    let at = start + RECORD_COLORS + 2u * partitionIndex;
    symbolic.colors[partitionIndex] = vec2u(pvaluesOf(records[at]), pvaluesOf(records[at + 1u]));
  }
  for (var word = 0u; word < 16u; word++) {
    symbolic.weights[word] = records[start + RECORD_WEIGHTS + word];
  }
}

// Pvalues of four uvalues, a byte each.
fn pvaluesOf(uvalues: u32) -> u32 {
  var pvalues = 0u;
  for (var shift = 0u; shift < 32u; shift += 8u) {
    pvalues |= quantizeColor(symbolic.colorQuantLevel, (uvalues >> shift) & 255u).y << shift;
  }
  return pvalues;
}
