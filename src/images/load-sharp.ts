/** The image codec of Node, loaded on first use: nobody who only handles textures pays for it or needs it installed. */
import { AstcError } from '../errors.js';

export type SharpModule = typeof import('sharp').default;

let loading: Promise<SharpModule> | undefined;

/** @throws {AstcError} E_SHARP_MISSING where the optional dependency is not installed or does not start */
export function loadSharp(): Promise<SharpModule> {
  loading ??= import('sharp').then(
    (module) => module.default,
    (cause: unknown) => {
      // A later install in a long-lived process deserves another try.
      loading = undefined;
      throw new AstcError('E_SHARP_MISSING', 'images need the package "sharp", which cannot be loaded', {
        hint: 'Run: npm install sharp',
        cause,
      });
    },
  );
  return loading;
}
