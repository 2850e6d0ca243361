// Whether individual bases may serve where differential ones of this turn's flip did not.

fn isWorthTrying(state: BlockState) -> bool {
  return state.individualTurn == chunk.turn + 1u;
}
