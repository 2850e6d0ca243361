/** Six files in the order of a cube map's faces, where their names say which is which. */

/** Words for a face in the names of files, in the order of the faces. */
const FACE_WORDS: readonly (readonly string[])[] = [
  ['px', 'posx', 'right', '+x'],
  ['nx', 'negx', 'left', '-x'],
  ['py', 'posy', 'top', 'up', '+y'],
  ['ny', 'negy', 'bottom', 'down', '-y'],
  ['pz', 'posz', 'front', '+z'],
  ['nz', 'negz', 'back', '-z'],
];

/**
 * The names in face order: shells list `nx.png` before `px.png`. Undefined unless every face is named exactly once.
 *
 * @param names  of six files
 */
export function orderFaces<T extends string>(names: readonly T[]): T[] | undefined {
  if (names.length !== 6) return undefined;
  const ordered = FACE_WORDS.map((words) => names.filter((name) => words.includes(faceWord(name))));
  return ordered.every((matches) => matches.length === 1) ? ordered.flat() : undefined;
}

/** The last word of a name without its extension: `sky_posx.png`, `sky.px.tga`, `sky+x.png`, `left.jpg`. */
function faceWord(name: string): string {
  const stem = name.replace(/\.[^./\\]*$/, '').toLowerCase();
  return /[+-][xyz]$/.exec(stem)?.[0] ?? /[a-z]+$/.exec(stem)?.[0] ?? '';
}
