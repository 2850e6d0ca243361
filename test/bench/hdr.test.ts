import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseDomain, type Domain } from '../../bench/domains.mjs';
import type { Pixels } from '../../bench/images.mjs';
import { readSources } from '../../bench/inputs.mjs';
import { LDR } from '../../bench/ldr.mjs';
import { measureImage } from '../../bench/measure.mjs';
import { LOSSLESS_DB, MPSNR } from '../../bench/measures.mjs';
import { DEFAULT_WASM_URL, OurEncoder } from '../../bench/ours.mjs';
import { choosePeers, compressWithPeer, testPeer } from '../../bench/peer.mjs';
import { compareCell, summarize } from '../../bench/summary.mjs';
import { formatMeans } from '../../bench/table.mjs';
import { narrowToHalves, widenHalves } from '../../src/images/half-float.js';
import { encodeExr, encodeHdr } from '../../src/index.js';

const isBuilt = existsSync(DEFAULT_WASM_URL);
if (!isBuilt) console.warn('SKIPPED: dist is not built (npm run build)');

const { peers } = await choosePeers(undefined).catch(() => ({ peers: [] }));
if (peers.length === 0)
  console.warn(`SKIPPED: @gpu-tex-enc/astc has no binary for ${process.platform}-${process.arch}`);

const domain: Domain = isBuilt ? await chooseDomain({ hdr: true }) : LDR;

const WIDTH = 30;
const HEIGHT = 22;

/** A sky over a dark ground with a sun: light of many stops. */
function sky(alphaAt = (_x: number) => 1): Pixels {
  const floats = new Float32Array(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const sun = Math.hypot(x - 8, y - 6) < 3 ? 3000 : 0;
      const light = 2 ** (3 * Math.sin(x * 0.4) - (8 * y) / HEIGHT) + sun;
      floats.set([light, light * 0.8, light * 0.5, alphaAt(x)], (y * WIDTH + x) * 4);
    }
  }
  return toPixels(floats);
}

function toPixels(floats: Float32Array): Pixels {
  return { width: WIDTH, height: HEIGHT, data: new Uint8Array(narrowToHalves(floats).buffer) };
}

describe('the domain', () => {
  it('is LDR unless light is asked for, and knows its names', async () => {
    expect((await chooseDomain({})).profile).toBe('ldr');
    await expect(chooseDomain({ profile: 'sdr' })).rejects.toThrow(
      '--profile: expected one of ldr hdr-rgb hdr, got "sdr"',
    );
  });
});

describe.skipIf(!isBuilt)('light', () => {
  const folder = mkdtempSync(join(tmpdir(), 'astc-wasm-test-hdr-'));
  const at = (name: string) => join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is written and read as the half floats it is, the smallest and largest too', async () => {
    const halves = Uint16Array.from({ length: WIDTH * HEIGHT * 4 }, (_, index) => (index * 769) % 0x7c00);
    const image = { width: WIDTH, height: HEIGHT, data: new Uint8Array(halves.buffer) };
    await domain.write(at('all.ktx'), image);
    expect(await domain.read(at('all.ktx'))).toEqual(image);
  });

  it('is read from any file of floats, with what cannot be stored made storable', async () => {
    const values = [Number.NaN, -1, 1e6, 0.5];
    const floats = Float32Array.from({ length: WIDTH * HEIGHT * 4 }, (_, index) => values[index % 4]!);
    await domain.write(at('wild.ktx'), toPixels(floats));
    const { data } = await domain.read(at('wild.ktx'));
    expect([...widenHalves(new Uint16Array(data.buffer, 0, 4))]).toEqual([0, 0, 65504, 0.5]);
  });

  it('is found in a folder by the endings of its files, as a class of its own', async () => {
    const floats = widenHalves(new Uint16Array(sky().data.buffer));
    mkdirSync(at('skies'));
    writeFileSync(at('skies/sky.HDR'), await encodeHdr({ width: WIDTH, height: HEIGHT, data: floats }));
    writeFileSync(at('skies/notes.png'), 'no picture of light');
    const sources = await readSources([at('skies')], { domain });
    expect(sources).toMatchObject([{ name: 'sky', class: 'hdr', image: { width: WIDTH, height: HEIGHT } }]);
  });

  it('that is the same is lossless', () => {
    expect(domain.compare(sky(), sky())).toEqual({ mPsnr: LOSSLESS_DB, logRmse: 0 });
  });

  describe.skipIf(peers.length === 0)('and native astcenc', () => {
    const binary = peers[0]?.binary ?? '';
    const job = { footprint: '6x6', preset: 'medium', texelCount: WIDTH * HEIGHT };
    beforeAll(() => domain.write(at('sky.ktx'), sky()));

    it.each(['hdr-rgb', 'hdr'] as const)(
      'see the same pixels: as %s both files give the same blocks',
      async (profile) => {
        const image = sky((x) => x / WIDTH);
        await domain.write(at('same.ktx'), image);
        const floats = widenHalves(new Uint16Array(image.data.buffer));
        writeFileSync(at('same.exr'), await encodeExr({ width: WIDTH, height: HEIGHT, data: floats }));
        const blocks = [];
        for (const name of ['same.exr', 'same.ktx']) {
          await compressWithPeer(binary, { ...job, profile, input: at(name), output: at('same.astc') });
          blocks.push(readFileSync(at('same.astc')));
        }
        expect(blocks[0]).toEqual(blocks[1]);
      },
    );

    it('agree on mPSNR and log RMSE', async () => {
      const files = { input: at('sky.ktx'), output: at('decoded.exr') };
      const { mPsnr, logRmse } = await testPeer(binary, { ...job, ...files, profile: 'hdr-rgb' });
      const own = domain.compare(sky(), await domain.read(files.output));
      expect(own.mPsnr).toBeCloseTo(mPsnr!, 3);
      expect(own.logRmse).toBeCloseTo(logRmse!, 3);
    });

    it.each([
      ['hdr-rgb', () => 1],
      ['hdr', (x: number) => 1 + x],
    ] as const)('are measured as %s, and their decoders agree', async (profile, alphaAt) => {
      const bench = {
        domain: await chooseDomain({ profile }),
        encoder: new OurEncoder(DEFAULT_WASM_URL, profile),
        peers: peers.slice(0, 1),
        presets: ['fastest', 'medium'],
        peerPresets: ['fastest', 'medium'],
        rounds: 1,
        scratch: folder,
        disagreements: 0,
      };
      const cells = await measureImage(bench, { name: 'sky', class: 'hdr', image: sky(alphaAt) }, ['4x4']);
      const [cell] = cells;
      for (const measured of [cell!.ours.medium!, cell!.peer.medium!]) {
        expect(measured.mPsnr).toBeGreaterThan(30);
        expect(measured.logRmse).toBeLessThan(0.5);
      }
      expect(bench.disagreements).toBe(0);
      const rows = cells.flatMap((each) => compareCell(each, MPSNR));
      const { mPsnr, logRmse } = cell!.ours.medium!;
      expect(rows[1]).toMatchObject({ preset: 'medium', ourDb: mPsnr, ourBeside: logRmse });
      expect(rows[1]!.deltaBeside).toBeCloseTo(logRmse! - cell!.peer.medium!.logRmse!, 12);
      expect(formatMeans(summarize(rows), MPSNR)).toMatch(/^block +preset +mPSNR .* delta log RMSE /);
    });
  });
});
