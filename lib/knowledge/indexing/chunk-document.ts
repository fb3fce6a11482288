import { chunkSections } from "../documents/chunk-sections";
import { mergeHeadings } from "../documents/merge-headings";
import { Pace } from "../documents/pace";
import type { CollectionRow } from "../collections/collection-store";
import type { DocumentContent } from "./document-store";

/** A part of a document as it is found; `heading` is the title and the headings above it. */
export type Piece = { heading: string; section: string; page: number | null; text: string; tokens: number };

const BETWEEN_HEADINGS = " › ";

/** Cuts a document up along its sections, letting other requests through. Rejects with the signal's reason. */
export async function chunkDocument(
  { title, sections }: Pick<DocumentContent, "title" | "sections">,
  { chunkTokens, overlapTokens }: Pick<CollectionRow, "chunkTokens" | "overlapTokens">,
  signal: AbortSignal,
): Promise<Piece[]> {
  const pace = new Pace(signal);
  const pieces: Piece[] = [];
  for (const section of mergeHeadings(sections)) {
    await pace.breathe();
    const chunks = chunkSections([{ ...section, start: 0 }], { targetTokens: chunkTokens, overlapTokens });
    for (const { path, page, text, tokens } of chunks) {
      const headings = path[0] === title ? path : [title, ...path];
      pieces.push({
        heading: headings.join(BETWEEN_HEADINGS),
        section: path.join(BETWEEN_HEADINGS),
        page,
        text,
        tokens,
      });
    }
  }
  return pieces;
}
