/** Where warnings go that no `onWarning` hears. */
const said = new Set<string>();

/** On the console, each message once: what happens for every frame of a video is said for the first. */
export function warnOnConsole(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.warn(`astc-wasm: ${message}`);
}
