// One number for every invocation of a dispatch that has more workgroups than one dimension takes (65535).

fn linearIndex(id: vec3u, groups: vec3u, groupSize: u32) -> u32 {
  return id.x + id.y * groups.x * groupSize;
}
