/** What an option is called on a command line. */

/** "colorSpace" → "--color-space". */
export function flagName(option: string): string {
  return `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
