// Which block modes a class is searched through: the list that training ordered for its kind.

// Kind of mode list: one partition, two planes, several partitions.
const LIST_KIND = select(select(8u, 0u, PARTITION_COUNT == 1u), 4u, PLANE_COUNT == 2u);

fn modeList() -> u32 {
  return MODE_LISTS + (LIST_KIND + integerClass()) * (1u + MODE_LIST_LENGTH);
}
