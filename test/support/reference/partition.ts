/** Reference decoder, part 4: "Partition Pattern Generation". */

function hash52(seed: number): number {
  let p = seed >>> 0;
  const step = (value: number) => {
    p = value >>> 0;
  };
  step(p ^ (p >>> 15));
  step(p - (p << 17));
  step(p + (p << 7));
  step(p + (p << 4));
  step(p ^ (p >>> 5));
  step(p + (p << 16));
  step(p ^ (p >>> 7));
  step(p ^ (p >>> 3));
  step(p ^ (p << 6));
  step(p ^ (p >>> 17));
  return p;
}

export function referencePartition(
  seed: number,
  x: number,
  y: number,
  z: number,
  partitionCount: number,
  isSmallBlock: boolean,
): number {
  if (partitionCount === 1) return 0;
  const scaledX = isSmallBlock ? x * 2 : x;
  const scaledY = isSmallBlock ? y * 2 : y;
  const scaledZ = isSmallBlock ? z * 2 : z;
  const fullSeed = seed + (partitionCount - 1) * 1024;
  const rnum = hash52(fullSeed);
  const sh1 = fullSeed & 1 ? (fullSeed & 2 ? 4 : 5) : partitionCount === 3 ? 6 : 5;
  const sh2 = fullSeed & 1 ? (partitionCount === 3 ? 6 : 5) : fullSeed & 2 ? 4 : 5;
  /** seed1..seed8: the nibbles of the hash from the lowest, squared and shifted. */
  const seedN = (n: number) => (((rnum >>> (4 * (n - 1))) & 0xf) ** 2) >> (n % 2 === 1 ? sh1 : sh2);
  const sh3 = fullSeed & 0x10 ? sh1 : sh2;
  const deep = (bits: number) => ((bits & 0xf) ** 2) >> sh3;
  const seed9 = deep(rnum >>> 18);
  const seed10 = deep(rnum >>> 22);
  const seed11 = deep(rnum >>> 26);
  const seed12 = deep((rnum >>> 30) | (rnum << 2));
  const term = (n: number, seedZ: number, shift: number) =>
    (seedN(n) * scaledX + seedN(n + 1) * scaledY + seedZ * scaledZ + (rnum >>> shift)) & 0x3f;
  const a = term(1, seed11, 14);
  const b = term(3, seed12, 10);
  const c = partitionCount < 3 ? 0 : term(5, seed9, 6);
  const d = partitionCount < 4 ? 0 : term(7, seed10, 2);
  if (a >= b && a >= c && a >= d) return 0;
  if (b >= c && b >= d) return 1;
  return c >= d ? 2 : 3;
}
