/** The headings that are open at a place of a document. A heading closes those of its own and of deeper levels. */
export class HeadingPath {
  #open: { level: number; title: string }[] = [];

  /** `level` 1 is the outermost. Returns the path with the new heading at its end. */
  enter(level: number, title: string): string[] {
    this.#open = [...this.#open.filter((heading) => heading.level < level), { level, title }];
    return this.#open.map((heading) => heading.title);
  }
}
