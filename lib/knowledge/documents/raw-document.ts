import type { DocumentSection } from "./document-builder";

/** What a reader finds in a file. */
export type RawDocument = {
  /** What the document calls itself; null when it does not say. */
  title: string | null;
  text: string;
  sections: DocumentSection[];
  /** Pages of a PDF, empty ones included; null where there are none. */
  pages: number | null;
};
