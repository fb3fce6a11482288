import Link from "next/link";
import type { SearchResult } from "@/lib/knowledge/schemas";

/** What was found, best first, each with its source. */
export function SearchResults({ slug, results }: { slug: string; results: readonly SearchResult[] }) {
  return (
    <ol className="grid gap-4">
      {results.map(({ rank, score, ranks, citation }) => (
        <li key={`${citation.documentId} ${citation.position}`} className="grid min-w-0 gap-1 text-sm">
          <p className="flex items-baseline gap-2">
            <span className="text-muted-foreground">{rank}</span>
            <Link
              href={`/knowledge/${slug}?document=${citation.documentId}`}
              className="min-w-0 flex-1 rounded-sm font-medium break-words hover:underline"
            >
              {citation.title}
            </Link>
            <span className="text-xs text-muted-foreground tabular-nums" title="Score, 0 to 1">
              {score.toFixed(2)}
            </span>
          </p>
          <p className="break-words">{citation.snippet}</p>
          <p className="text-xs break-words text-muted-foreground">
            {[
              citation.section,
              citation.page !== null && `page ${citation.page}`,
              `piece ${citation.position + 1}`,
              ranks.fullText !== null && `words: place ${ranks.fullText}`,
              ranks.vector !== null && `meaning: place ${ranks.vector}`,
              ranks.image !== null && `picture: place ${ranks.image}`,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </li>
      ))}
    </ol>
  );
}
