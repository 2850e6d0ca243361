/**
 * Entry of the check binary of the search, kept apart from check.ts because both halves have kernels of the same name:
 * the release exports, every kernel of astc-search beside its scalar twin, and the stages that lead up to it.
 */
export * from './index';
export * from './reference/search-kernels';
export * from './reference/etc-kernels';
export * from './reference/lane-stages';
export * from './reference/etc-lane-kernels';
