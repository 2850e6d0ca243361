/** ICC profiles from ICC.1:2022 alone, for the tests: matrix and curve, RGB or grey. */

export function para(type: number, parameters: number[]): Buffer {
  const tag = Buffer.alloc(12 + parameters.length * 4);
  tag.write('para', 0, 'latin1');
  tag.writeUInt16BE(type, 8);
  parameters.forEach((value, index) => {
    tag.writeInt32BE(Math.round(value * 65536), 12 + index * 4);
  });
  return tag;
}

export function curv(values: number[]): Buffer {
  const tag = Buffer.alloc(12 + values.length * 2);
  tag.write('curv', 0, 'latin1');
  tag.writeUInt32BE(values.length, 8);
  values.forEach((value, index) => {
    tag.writeUInt16BE(value, 12 + index * 2);
  });
  return tag;
}

function xyz([x, y, z]: number[]): Buffer {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ', 0, 'latin1');
  [x!, y!, z!].forEach((value, index) => {
    tag.writeInt32BE(Math.round(value * 65536), 8 + index * 4);
  });
  return tag;
}

/** An RGB profile of these primaries and one curve. */
export function profile(
  colorants: Record<string, number[]>,
  curve: Buffer,
  extra: Record<string, Buffer> = {},
): Uint8Array {
  const primaries = Object.fromEntries(Object.entries(colorants).map(([name, value]) => [name, xyz(value)]));
  return assemble('RGB ', { ...primaries, rTRC: curve, gTRC: curve, bTRC: curve, ...extra });
}

/** A grey profile of one curve. */
export function greyProfile(curve: Buffer): Uint8Array {
  return assemble('GRAY', { wtpt: xyz(D50), kTRC: curve });
}

/** The white of the connection space. */
const D50 = [0.9642, 1, 0.8249];

/** Header, tag table, tags. */
function assemble(space: string, tags: Record<string, Buffer>): Uint8Array {
  const names = Object.keys(tags);
  const table = Buffer.alloc(4 + names.length * 12);
  table.writeUInt32BE(names.length, 0);
  let offset = 128 + table.length;
  for (const [index, name] of names.entries()) {
    table.write(name, 4 + index * 12, 'latin1');
    table.writeUInt32BE(offset, 8 + index * 12);
    table.writeUInt32BE(tags[name]!.length, 12 + index * 12);
    offset += tags[name]!.length;
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x02400000, 8);
  header.write(`mntr${space}XYZ `, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  xyz(D50).copy(header, 68, 8);
  return new Uint8Array(Buffer.concat([header, table, ...Object.values(tags)]));
}
