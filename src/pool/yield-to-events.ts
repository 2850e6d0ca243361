/** Lets timers, input, painting and an abort through in the middle of long work. */

/** Resolves after what is waiting has run, without the 4 ms that browsers add to nested timers. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
