// glTF in three.js: GLTFLoader with a plugin for EXT_texture_astc, which it has not, that reads KTX2 with this project's
// own reader and so takes every footprint.

import { readTexture } from 'astc-wasm';
import * as THREE from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { formatOf } from '../../../src/codec/formats.js';
import { createCanvas, errorText, readPixels, readTexels } from './readback.js';

const NEAREST = 9728;

class TextureAstcPlugin {
  name = 'EXT_texture_astc';

  constructor(parser) {
    this.parser = parser;
  }

  async loadTexture(index) {
    const { textures, images, samplers } = this.parser.json;
    const { extensions, sampler } = textures[index];
    if (extensions?.[this.name] === undefined) return null;
    const { uri } = images[extensions[this.name].source];
    const { width, height, block, colorSpace, levels } = readTexture(await (await fetch(uri)).arrayBuffer());
    // The constants of three.js are those of OpenGL.
    const texture = new THREE.CompressedTexture(levels, width, height, formatOf(block).glInternalFormat);
    texture.colorSpace = colorSpace === 'srgb' ? THREE.SRGBColorSpace : THREE.NoColorSpace;
    texture.minFilter = samplers[sampler].minFilter === NEAREST ? THREE.NearestFilter : THREE.LinearFilter;
    texture.needsUpdate = true;
    this.parser.associations.set(texture, { textures: index });
    return texture;
  }
}

export async function load({ url, width, height, isStock = false }) {
  const renderer = new THREE.WebGLRenderer({ canvas: createCanvas(width, height), preserveDrawingBuffer: true });
  const gl = renderer.getContext();
  try {
    const loader = new GLTFLoader();
    if (!isStock) loader.register((parser) => new TextureAstcPlugin(parser));
    const { scene } = await loader.parseAsync(JSON.stringify(documentOf(url)), '');
    renderer.render(scene, new THREE.OrthographicCamera(-1, 1, 1, -1, -1, 1));
    const error = errorText(gl);
    const drawn = readPixels(gl, width, height);
    const { map } = scene.getObjectByProperty('isMesh', true).material;
    const texels = readTexels(gl, renderer.properties.get(map).__webglTexture, width, height);
    return { drawn, texels, error, label: map.colorSpace || 'none' };
  } finally {
    renderer.forceContextLoss();
    renderer.dispose();
  }
}

/** A quad with the texture as its unlit base colour, whose sampler uses no mip levels. */
function documentOf(uri) {
  const positions = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0];
  const coordinates = [0, 1, 1, 1, 1, 0, 0, 0];
  const bytes = new Uint8Array(new Float32Array([...positions, ...coordinates]).buffer);
  const indices = new Uint8Array(new Uint16Array([0, 1, 2, 0, 2, 3]).buffer);
  const buffer = `data:application/octet-stream;base64,${btoa(String.fromCharCode(...bytes, ...indices))}`;
  return {
    asset: { version: '2.0' },
    extensionsUsed: ['EXT_texture_astc', 'KHR_materials_unlit'],
    extensionsRequired: ['EXT_texture_astc'],
    buffers: [{ uri: buffer, byteLength: 92 }],
    bufferViews: [
      { buffer: 0, byteLength: 48 },
      { buffer: 0, byteOffset: 48, byteLength: 32 },
      { buffer: 0, byteOffset: 80, byteLength: 12 },
    ],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 4, type: 'VEC3', min: [-1, -1, 0], max: [1, 1, 0] },
      { bufferView: 1, componentType: 5126, count: 4, type: 'VEC2' },
      { bufferView: 2, componentType: 5123, count: 6, type: 'SCALAR' },
    ],
    images: [{ uri, mimeType: 'image/ktx2' }],
    samplers: [{ minFilter: NEAREST, magFilter: NEAREST }],
    textures: [{ sampler: 0, extensions: { EXT_texture_astc: { source: 0 } } }],
    materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } }, extensions: { KHR_materials_unlit: {} } }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, indices: 2, material: 0 }] }],
    nodes: [{ mesh: 0 }],
    scenes: [{ nodes: [0] }],
    scene: 0,
  };
}
