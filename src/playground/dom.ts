/** Short ways to the page's elements; their ids are those of index.html. */

/** The element of an id. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

/** Every element a selector finds. */
export function all<Kind extends HTMLElement>(selector: string): Kind[] {
  return Array.from(document.querySelectorAll<Kind>(selector));
}

/** A new element with a class and contents. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...contents: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (className !== '') created.className = className;
  created.append(...contents);
  return created;
}

/** The options of a list to choose from. */
export function fillSelect(select: HTMLSelectElement, choices: readonly (readonly [value: string, text: string])[]) {
  select.replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
}
