/** Who may be made beside whom: jobs that may kill the process are alone, so that no other is blamed. */
export class Door {
  readonly #inside = new Set<Promise<unknown>>();
  #hasAlone = false;

  /**
   * Does the work; alone, it waits until those inside have left, and nobody else comes in.
   *
   * @returns undefined where somebody is alone, or wants to be
   */
  through(isAlone: boolean, work: () => Promise<void>): Promise<void> | undefined {
    if (this.#hasAlone) return undefined;
    const before = [...this.#inside];
    this.#hasAlone = isAlone;
    const done = isAlone ? Promise.allSettled(before).then(work) : work();
    this.#inside.add(done);
    const leave = () => {
      this.#inside.delete(done);
      if (isAlone) this.#hasAlone = false;
    };
    done.then(leave, leave);
    return done;
  }
}
