type Section = { path: readonly string[]; text: string };

/**
 * A heading without a text of its own is no answer to anything, so it goes before the text of the section below it. One
 * that nothing stands below stays: it is all that the document says there.
 */
export function mergeHeadings<Kind extends Section>(sections: readonly Kind[]): Kind[] {
  const merged: Kind[] = [];
  let headings: string[] = [];
  for (const [index, section] of sections.entries()) {
    const below = sections[index + 1];
    if (isHeadingOnly(section) && below && isBelow(below, section)) {
      headings.push(section.text);
      continue;
    }
    merged.push(headings.length === 0 ? section : { ...section, text: [...headings, section.text].join("\n\n") });
    headings = [];
  }
  return merged;
}

const isHeadingOnly = ({ path, text }: Section): boolean => path.length > 0 && text.trim() === path.at(-1);

const isBelow = (section: Section, { path }: Section): boolean =>
  section.path.length > path.length && path.every((heading, index) => section.path[index] === heading);
