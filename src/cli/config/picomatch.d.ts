/** As far as we use it. */
declare module 'picomatch' {
  export default function picomatch(
    patterns: string | readonly string[],
    options?: { dot?: boolean },
  ): (path: string) => boolean;
}
