/** Largest file that is read, bytes. */
export const MAX_DOCUMENT_BYTES = 20_000_000;
/** Longest plain text of a document, UTF-16 units: a file of 20 MB may unfold to more than it weighs. */
export const MAX_TEXT_LENGTH = 20_000_000;
/** Headings, rows or pages with text. */
export const MAX_SECTIONS = 100_000;
export const MAX_PDF_PAGES = 2_000;
/** What the streams of a PDF may hold together once unpacked, and a single one, bytes. */
export const MAX_UNPACKED_PDF_BYTES = 1_000_000_000;
export const MAX_UNPACKED_STREAM_BYTES = 100_000_000;
/** By how much the process may grow while a PDF is read, bytes. */
export const MAX_PDF_MEMORY_BYTES = 700_000_000;
/** How long one document may take, milliseconds. */
export const READING_TIMEOUT_MS = 60_000;
/** Longest title and longest heading that are kept, UTF-16 units. */
export const MAX_TITLE_LENGTH = 300;
