/** Loaders and APIs that a texture may be meant for. */
import { oneOf } from './option.js';

export const TARGETS = [
  'three',
  'babylon',
  'pixi',
  'playcanvas',
  'gltf',
  'webgl',
  'webgpu',
  'vulkan',
  'metal',
] as const;
export type Target = (typeof TARGETS)[number];

export const TARGET_OPTION = oneOf(TARGETS, {
  help: 'what will load the texture',
});
