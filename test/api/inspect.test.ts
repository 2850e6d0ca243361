/** `inspect` against blocks whose content is known, and against the reference decoder's view of encoded ones. */
import { AstcError, decode, encode, type Footprint, inspect, type Texture } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { ILLEGAL_REASONS } from '../../src/codec/illegal-reasons.js';
import { makePicture } from '../support/pictures.js';

/** One block as a texture of its own footprint. */
function textureOf(block: Footprint, hex: string): Texture {
  const [width, height] = block.split('x').map(Number) as [number, number];
  const data = Uint8Array.from(Buffer.from(hex, 'hex'));
  return {
    format: 'astc',
    block,
    profile: 'ldr',
    colorSpace: 'linear',
    width,
    height,
    levels: [{ width, height, data }],
  };
}

const at = { blockAt: { x: 0, y: 0 } };

describe('inspect', () => {
  it('reads a void extent of opaque red', async () => {
    const { block, statistics } = await inspect(textureOf('6x6', 'fcfdffffffffffffffff00000000ffff'), at);
    expect(block).toMatchObject({
      kind: 'void-extent',
      colorType: 'unorm16',
      color: [65535, 0, 0, 65535],
      extent: null,
      hex: 'fcfdffffffffffffffff00000000ffff',
    });
    expect(statistics).toMatchObject({ blockCount: 1, voidExtentCount: 1, illegalCount: 0 });
  });

  it('says why a block is illegal', async () => {
    const { block, statistics } = await inspect(textureOf('6x6', '00'.repeat(16)), at);
    expect(block).toMatchObject({ kind: 'illegal', reason: 'reserved block mode' });
    expect(statistics).toMatchObject({ illegalCount: 1, illegalReasons: { 'reserved block mode': 1 } });
    expect(ILLEGAL_REASONS).toContain('reserved block mode');
  });

  it('shows the endpoints, between which every decoded texel of a block with one partition lies', async () => {
    const image = makePicture(60, 60, { hasAlpha: false, colorSpace: 'linear' });
    const texture = await encode(image, { block: '6x6', quality: 'fastest', threads: 1 });
    const decoded = await decode(texture, { threads: 1 });
    let checkedCount = 0;
    for (let y = 0; y < 60; y += 6) {
      for (let x = 0; x < 60; x += 6) {
        const { block } = await inspect(texture, { blockAt: { x, y } });
        if (block?.kind !== 'partitioned') continue;
        checkedCount++;
        for (let texel = 0; texel < 36; texel++) {
          const pixel = ((y + Math.floor(texel / 6)) * 60 + x + (texel % 6)) * 4;
          const { endpoint0, endpoint1 } = block.endpoints[block.partitionMap[texel]!]!;
          for (let component = 0; component < 4; component++) {
            const value = decoded.data[pixel + component]!;
            expect(value).toBeGreaterThanOrEqual(Math.min(endpoint0[component]!, endpoint1[component]!));
            expect(value).toBeLessThanOrEqual(Math.max(endpoint0[component]!, endpoint1[component]!));
          }
        }
      }
    }
    expect(checkedCount).toBeGreaterThan(50);
  });

  it('shows weights that give the decoded texels of a block whose grid is the footprint', async () => {
    const image = makePicture(64, 64, { hasAlpha: false, colorSpace: 'linear' });
    const texture = await encode(image, { block: '4x4', quality: 'fast', threads: 1 });
    const decoded = await decode(texture, { threads: 1 });
    let checkedCount = 0;
    for (let y = 0; y < 64; y += 4) {
      for (let x = 0; x < 64; x += 4) {
        const { block } = await inspect(texture, { blockAt: { x, y } });
        if (block?.kind !== 'partitioned' || block.gridWidth * block.gridHeight !== 16) continue;
        checkedCount++;
        for (let texel = 0; texel < 16; texel++) {
          const pair = block.endpoints[block.partitionMap[texel]!]!;
          const pixel = ((y + (texel >> 2)) * 64 + x + (texel & 3)) * 4;
          for (let component = 0; component < 4; component++) {
            const plane = block.plane2Component === component ? 1 : 0;
            const weight = block.weights[plane]![texel]!;
            // Spec: KDFS 1.4, ASTC "Weight Application", linear LDR, top 8 bits.
            const low = pair.endpoint0[component]! * 257;
            const high = pair.endpoint1[component]! * 257;
            const value = (low * (64 - weight) + high * weight + 32) >> 6;
            expect(decoded.data[pixel + component]).toBe(value >> 8);
          }
        }
      }
    }
    expect(checkedCount).toBeGreaterThan(20);
  });

  it('counts every block once', async () => {
    const { statistics } = await inspect(await encode(makePicture(131, 77), { quality: 'medium' }));
    if (statistics.kind !== 'astc') throw new Error('expected statistics of ASTC');
    const { partitionCounts, voidExtentCount, illegalCount, blockModes, endpointModes } = statistics;
    const partitioned = partitionCounts.reduce((sum, count) => sum + count, 0);
    expect(statistics.blockCount).toBe(22 * 13);
    expect(partitioned + voidExtentCount + illegalCount).toBe(statistics.blockCount);
    expect(blockModes.reduce((sum, mode) => sum + mode.count, 0)).toBe(partitioned);
    const partitions = partitionCounts.reduce((sum, count, index) => sum + count * (index + 1), 0);
    expect(endpointModes.reduce((sum, mode) => sum + mode.count, 0)).toBe(partitions);
    expect(illegalCount).toBe(0);
    expect(blockModes.map((mode) => mode.count)).toEqual(blockModes.map((mode) => mode.count).sort((a, b) => b - a));
  });

  it('finds the block that holds a texel', async () => {
    const texture = await encode(makePicture(131, 77), { quality: 'fastest' });
    const { block } = await inspect(texture, { blockAt: { x: 130, y: 12 } });
    expect(block).toMatchObject({ blockX: 21, blockY: 2, x: 126, y: 12, width: 6, height: 6 });
    const offset = (2 * 22 + 21) * 16;
    expect(block!.hex).toBe(Buffer.from(texture.levels[0]!.data.subarray(offset, offset + 16)).toString('hex'));
  });

  it.each([
    { x: 131, y: 0 },
    { x: 0, y: 77 },
    { x: -1, y: 0 },
    { x: 0.5, y: 0 },
  ])('refuses the texel $x,$y of 131x77', async (blockAt) => {
    const texture = await encode(makePicture(131, 77), { quality: 'fastest' });
    const error = await inspect(texture, { blockAt }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AstcError);
    expect((error as AstcError).message).toMatch(
      /^Expected (a texel from 0,0 to 130,76|x and y in whole texels) for blockAt but received/,
    );
  });
});
