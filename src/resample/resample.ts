/** What `encode` loads when it is asked for a size or for mip levels. */
export { chainLevels, checkGivenLevels } from './level-chain.js';
export { hasStoredAlpha } from './picture-resampling.js';
export { resizeImage } from './resize-image.js';
