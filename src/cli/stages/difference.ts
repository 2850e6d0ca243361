/** Where two pictures differ, whatever they are made of: the heat maps of `compare` and `info`. */
import { isFloatImage } from '../../images/channels.js';
import { toFloatImage } from '../../images/float-values.js';
import { differenceSteps, type Steps } from '../../metrics/heat-map.js';
import type { Image } from '../../types.js';

/** Where one of them is of floats the other is light as well, decoded where it is sRGB-encoded. */
export function pictureDifference(a: Image, b: Image): Steps {
  return [a, b].some(isFloatImage)
    ? differenceSteps(toFloatImage(a, true), toFloatImage(b, true))
    : differenceSteps(a, b);
}
