/** The container in which a target takes a texture that is there. */
import type { Container } from '../containers/container-words.js';
import { isCompressed, shapeOf } from '../containers/texture-shape.js';
import { NORMAL_LAYOUTS, normalLayoutRow } from '../normal-layout.js';
import type { Target, TargetPacking } from '../targets.js';
import type { Texture } from '../types.js';
import { applyTarget, checkTargetSize, type TargetChoice } from './apply-target.js';
import { failOption } from './speech.js';
import { checkTargetShape } from './target-shape.js';

/**
 * The container in which a target takes a texture.
 *
 * @param file  the container that is asked for, if any, and how its levels are to be packed
 * @throws {AstcError} E_OPTION for a texture, a container or a packing that the target would reject
 */
export function targetContainer(
  target: Target,
  texture: Texture,
  { container, packing = 'none' }: { container?: Container | undefined; packing?: TargetPacking } = {},
): Container {
  if (!isCompressed(texture)) {
    failOption(
      `Expected an ASTC, ETC or EAC texture for target ${target} but received one of format ${texture.format}`,
    );
  }
  const { format, block, colorSpace, premultiplied, levels } = texture;
  checkTargetShape(target, { format, shape: shapeOf(texture), levelCount: levels.length, packing });
  checkTargetSize(target, texture, texture);
  // Nothing else can be packed.
  const wanted = container ?? (packing === 'none' ? undefined : 'ktx2');
  const choice = { ...contentOf(texture), format, block, colorSpace, premultiplied, container: wanted };
  return applyTarget(target, choice).container;
}

/** What a texture says of its content: what samples otherwise than it is stored are normals. */
function contentOf({ primaries, swizzle }: Texture): Pick<TargetChoice, 'content' | 'normalLayout'> {
  if (primaries !== 'unspecified') return { content: 'color' };
  const normalLayout = NORMAL_LAYOUTS.find((layout) => normalLayoutRow(layout).sampling === swizzle);
  return swizzle === undefined || normalLayout === undefined
    ? { content: 'data' }
    : { content: 'normal', normalLayout };
}
