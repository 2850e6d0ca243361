/** The option that names what will load a texture. */
import { TARGETS } from '../targets.js';
import { oneOf } from './option.js';

export { TARGETS, type Target } from '../targets.js';

export const TARGET_OPTION = oneOf(TARGETS, {
  help: 'what will load the texture',
});
