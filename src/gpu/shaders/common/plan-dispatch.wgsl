// Pass between two others: from the lengths of lists of blocks to the workgroups of the dispatches that work them off.

@group(0) @binding(0) var<storage, read> workCounts: array<u32>;
// Elements of vec3u are 16 bytes apart.
@group(0) @binding(1) var<storage, read_write> dispatchArguments: array<vec3u>;

// Workgroups along one dimension: every device takes as many.
const GROUPS_MAX = 65535u;

@compute @workgroup_size(LIST_COUNT)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let groups = (workCounts[id.x] + WORKGROUP_SIZE - 1u) / WORKGROUP_SIZE;
  dispatchArguments[id.x] = vec3u(min(groups, GROUPS_MAX), (groups + GROUPS_MAX - 1u) / GROUPS_MAX, 1u);
}
