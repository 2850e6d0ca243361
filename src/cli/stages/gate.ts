/** A door that lets so many files inside at a time, in their order: what comes out first is what was asked for first. */

export interface Gate {
  /** Runs the work inside, once the files ahead have entered or been forgotten. */
  through: <T>(index: number, work: () => Promise<T>) => Promise<T>;
  /** This file will not come any more, if it has not been here. */
  forget: (index: number) => void;
}

/** A gate for files 0, 1, 2 …, `count` of them inside at a time. */
export function createGate(count: number): Gate {
  const waiting = new Map<number, () => void>();
  const forgotten = new Set<number>();
  let next = 0;
  let insideCount = 0;
  const admit = () => {
    while (forgotten.delete(next)) next++;
    const begin = waiting.get(next);
    if (begin === undefined || insideCount >= count) return;
    waiting.delete(next);
    next++;
    insideCount++;
    begin();
    admit();
  };
  const leave = () => {
    insideCount--;
    admit();
  };
  return {
    through: (index, work) =>
      new Promise((resolve, reject) => {
        waiting.set(index, () => void work().then(resolve, reject).finally(leave));
        admit();
      }),
    forget: (index) => {
      if (index < next) return;
      forgotten.add(index);
      admit();
    },
  };
}
