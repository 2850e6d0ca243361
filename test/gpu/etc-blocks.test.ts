import { beforeAll, describe, expect, it } from 'vitest';
import type { EtcFormat } from '../../src/types.js';
import { EtcEncoder, PRESETS, readSquare, type Pixels } from '../etc-search/encoder.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { GpuEtcEncoder } from './etc-encoder.js';

const gpu = await openTestGpu();
const FORMATS = (process.env.F?.split(',') ?? ['etc1', 'etc2-rgb', 'etc2-rgba1', 'etc2-rgba', 'eac-r11', 'eac-rg11', 'eac-r11-snorm', 'eac-rg11-snorm']) as EtcFormat[];
const Q = (process.env.Q?.split(',').map(Number) ?? [10, 60]);
describe.skipIf(!gpu)('debug', () => {
  let gpuEncoder: GpuEtcEncoder;
  let photo: Pixels;
  beforeAll(async () => { gpuEncoder = new GpuEtcEncoder(await openTestDevice(gpu!)); photo = await readSquare('photos/allium.png', 128);
   for (let i = 0; i < photo.data.length; i += 4) { const x = (i >> 2) & 127; photo.data[i + 3] = x > 64 && (i >> 9) % 11 < 5 ? 0 : 255 - (x & 63); } });
  it.each(FORMATS.flatMap((f) => Q.map((q) => [f, q] as const)))('%s %d', async (format, quality) => {
    const t0 = performance.now();
    await gpuEncoder.passesFor(format, 'unorm8', quality, [1,1,1,1]);
    const t1 = performance.now();
    const { blocks } = await gpuEncoder.encode(photo, format, quality);
    const t2 = performance.now();
    const cpu = new EtcEncoder().encode(photo, format, quality);
    let diff = 0; const n = blocks.length / (cpu.length / 1024);
    const size = cpu.length / 1024;
    for (let b = 0; b < 1024; b++) if (Buffer.compare(blocks.subarray(b*size,b*size+size), cpu.subarray(b*size,b*size+size))) { if (diff < 5) console.log(b, Buffer.from(blocks.subarray(b*size,b*size+size)).toString('hex'), Buffer.from(cpu.subarray(b*size,b*size+size)).toString('hex')); diff++; }
    console.log(format, quality, 'differ', diff, 'compile', (t1-t0).toFixed(0), 'run', (t2-t1).toFixed(0), 'cpu', (performance.now()-t2).toFixed(0));
  });
});
