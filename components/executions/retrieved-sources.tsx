import Link from "next/link";
import { formatLatency } from "@/lib/client/format";
import type { ExecutionDetail } from "@/lib/executions/schemas";

/** What was looked up for an execution: by the numbers that its answer names. */
export function RetrievedSources({ retrieval }: { retrieval: NonNullable<ExecutionDetail["retrieval"]> }) {
  const { collection, latencyMs, sources } = retrieval;
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-muted-foreground">
        Looked up in{" "}
        <Link href={`/knowledge/${collection}`} className="rounded-sm underline">
          {collection}
        </Link>{" "}
        within {formatLatency(latencyMs)}.
      </p>
      <ol className="grid gap-3">
        {sources.map(({ number, documentId, title, section, page, snippet }) => (
          <li key={number} className="min-w-0">
            <p className="break-words">
              <span className="text-muted-foreground">[{number}] </span>
              <Link
                href={`/knowledge/${collection}?document=${documentId}`}
                className="rounded-sm font-medium hover:underline"
              >
                {title}
              </Link>
              <span className="text-xs text-muted-foreground">
                {[section, page !== null && `page ${page}`].filter(Boolean).map((part) => ` · ${part}`)}
              </span>
            </p>
            <p className="break-words">{snippet}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
