/** How the app gets its encoder, where nothing else is needed. Recipes that need more bring their own. */
import { createEncoder } from 'astc-wasm';

export const openEncoder = (options) => createEncoder(options);
