import { invalidInput } from "@/lib/platform/errors";

/** Kinds of documents that can be read, with the endings of their files. */
const ENDINGS = {
  "text/plain": ["txt", "text", "log"],
  "text/markdown": ["md", "markdown", "mdx"],
  "text/html": ["html", "htm", "xhtml"],
  "text/csv": ["csv", "tsv"],
  "application/pdf": ["pdf"],
} as const;

export type DocumentMediaType = keyof typeof ENDINGS;

const DOCUMENT_MEDIA_TYPES = [
  "text/plain",
  "text/markdown",
  "text/html",
  "text/csv",
  "application/pdf",
] as const satisfies readonly DocumentMediaType[];

/** Other names of the same, as browsers and tools send them. */
const OTHER_NAMES: Record<string, DocumentMediaType> = {
  "text/x-markdown": "text/markdown",
  "application/xhtml+xml": "text/html",
  "application/csv": "text/csv",
  "text/tab-separated-values": "text/csv",
  "application/x-pdf": "application/pdf",
};

/** Names that say nothing: the file's ending decides. Markdown and CSV often come as plain text. */
const VAGUE = new Set(["", "application/octet-stream", "application/vnd.ms-excel", "text/plain"]);

/**
 * What a file is, by its media type (parameters such as `charset` do not matter) or, where that says little, by the
 * ending of its name. Throws `invalid_input` for what cannot be read.
 */
export function documentTypeOf({ mediaType, name }: { mediaType: string; name: string }): DocumentMediaType {
  const stated = mediaType.split(";", 1)[0]!.trim().toLowerCase();
  const known = DOCUMENT_MEDIA_TYPES.find((type) => type === stated) ?? OTHER_NAMES[stated];
  if (known && !VAGUE.has(stated)) return known;
  const found = VAGUE.has(stated) ? byEnding(name) : undefined;
  if (found ?? known) return (found ?? known)!;
  throw invalidInput(
    `A file of type \`${stated.slice(0, 80) || "unknown"}\` cannot be read: send text, Markdown, HTML, CSV or PDF`,
    { field: "mediaType" },
  );
}

function byEnding(name: string): DocumentMediaType | undefined {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return DOCUMENT_MEDIA_TYPES.find((type) => (ENDINGS[type] as readonly string[]).includes(ending));
}
