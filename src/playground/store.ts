/** What the page knows, in one place; views watch the parts they show. */

type Listener<State> = (state: State) => void;

export class Store<State extends object> {
  #state: State;
  readonly #watchers: { keys: readonly (keyof State)[]; listener: Listener<State> }[] = [];

  constructor(initial: State) {
    this.#state = initial;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  /** Changes some parts and tells who watches one of them. */
  set(change: Partial<State>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    for (const { keys, listener } of this.#watchers) {
      if (keys.some((key) => key in change && before[key] !== this.#state[key])) listener(this.#state);
    }
  }

  /** Calls `listener` now and whenever one of `keys` changes. */
  watch(keys: readonly (keyof State)[], listener: Listener<State>): void {
    this.#watchers.push({ keys, listener });
    listener(this.#state);
  }
}
