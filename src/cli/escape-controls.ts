/**
 * Text for terminals and logs. File names, and words taken from files, may hold characters that a terminal obeys instead
 * of showing them: they are shown as JavaScript writes them.
 */

/** Controls (C0, DEL, C1), line and paragraph separators, and the marks that turn the direction of writing round. */
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text as one line in which every character shows: ESC becomes `\u001b`. */
export function escapeControls(text: string): string {
  return text.replace(UNSHOWN, (character) => SHORT[character] ?? unicodeEscape(character));
}

/** The same for text of several lines, which stay lines. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeControls).join('\n');
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
