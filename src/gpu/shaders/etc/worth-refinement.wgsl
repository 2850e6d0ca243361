// Whether the best is a pair of halves that was searched for.

fn isWorthTrying(state: BlockState) -> bool {
  return state.kind >= KIND_OPAQUE && state.mode <= MODE_DIFFERENTIAL;
}
