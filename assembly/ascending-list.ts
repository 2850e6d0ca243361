/** Short lists of the best, ascending, that keep a number beside each cost. */

/**
 * Puts an entry into an ascending list; what falls off the end is forgotten. Equal costs keep their order.
 *
 * @param costs  f32[limit + 1]
 * @param values  u32[limit + 1]
 * @param count  entries so far, `limit` at most
 * @param cost  less than the last one's when the list is full
 * @returns the new number of entries
 */
// @ts-ignore: decorator
@inline
export function insertAscending(costs: usize, values: usize, count: i32, limit: i32, cost: f32, value: u32): i32 {
  let place = (<usize>min(count, limit - 1)) << 2;
  while (place > 0 && load<f32>(costs + place - 4) > cost) {
    store<f32>(costs + place, load<f32>(costs + place - 4));
    store<u32>(values + place, load<u32>(values + place - 4));
    place -= 4;
  }
  store<f32>(costs + place, cost);
  store<u32>(values + place, value);
  return min(count + 1, limit);
}
