/** So many at a time, whoever comes first: unlike a gate it keeps no order, so nobody waits for one who takes long. */
export function createLimit(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let insideCount = 0;
  return async (work) => {
    if (insideCount < count) insideCount++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) insideCount--;
      else next();
    }
  };
}
