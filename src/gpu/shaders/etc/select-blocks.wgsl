// Pass: lists the blocks for which isWorthTrying says so. Its next pass is dispatched for them alone.

struct Selection {
  // Workgroups of the dispatch to come, across; down and deep they are 1.
  groupsAcross: atomic<u32>,
  groupsDown: u32,
  groupsDeep: u32,
  count: atomic<u32>,
}

@group(2) @binding(0) var<storage, read_write> selection: Selection;
@group(2) @binding(1) var<storage, read_write> selectedBlocks: array<u32>;

// Blocks of this workgroup, and where they go in the list: one access to the common count for all of them.
var<workgroup> ownCount: atomic<u32>;
var<workgroup> ownPlace: u32;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) invocation: u32,
) {
  let block = linearIndex(id, groups, 64u);
  let isSelected = block < chunk.blockCount && isWorthTrying(states[min(block, chunk.blockCount - 1u)]);
  var place = 0u;
  if (isSelected) {
    place = atomicAdd(&ownCount, 1u);
  }
  workgroupBarrier();
  if (invocation == 0u) {
    let count = atomicLoad(&ownCount);
    ownPlace = atomicAdd(&selection.count, count);
    atomicMax(&selection.groupsAcross, (ownPlace + count + 63u) / 64u);
  }
  workgroupBarrier();
  if (isSelected) {
    selectedBlocks[ownPlace + place] = block;
  }
}
