/** The words of resampling: filters and edges, in the order in which the binary counts them. */

/** Filters, from the simplest. */
export const FILTERS = ['box', 'triangle', 'mitchell', 'kaiser', 'lanczos3', 'lanczos4'] as const;
export type Filter = (typeof FILTERS)[number];

/** What lies beyond the edges of a picture. */
export const EDGES = ['clamp', 'repeat', 'mirror'] as const;
export type Edge = (typeof EDGES)[number];
