import { useState } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";
import { curlOf } from "./curl-of";
import type { DocumentedOperation } from "./documented-operation";
import { FieldTable } from "./field-table";

const TONES: Record<string, BadgeTone> = { GET: "success", POST: "accent", DELETE: "danger" };

/** One line; what it takes and how to call it unfold below. */
export function OperationRow({ operation, address }: { operation: DocumentedOperation; address: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const { method, path, summary, description, scope, fields, bodyType, status } = operation;
  return (
    <details
      id={operation.id}
      className="border-t first:border-t-0"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-surface-muted">
        <Badge tone={TONES[method] ?? "warning"} className="w-14 justify-center font-mono">
          {method}
        </Badge>
        <code className="font-mono text-xs break-all">{path}</code>
        <span className="text-sm text-muted-foreground sm:ml-auto sm:max-w-[55%] sm:text-right">{summary}</span>
      </summary>
      {isOpen && (
        <div className="grid gap-3 px-4 pt-1 pb-4">
          <p className="max-w-prose text-sm text-muted-foreground">
            {description && <>{description} </>}
            {scope === null ? "Anyone may call it." : `Needs the scope ${scope}.`}
            {bodyType && bodyType !== "application/json" && ` The body is the file itself, ${bodyType}.`}
            {` Success is ${status}.`}
          </p>
          {fields.length > 0 && <FieldTable fields={fields} label={`Fields of ${method} ${path}`} />}
          <CodeBlock title="curl" code={curlOf(operation, address)} />
        </div>
      )}
    </details>
  );
}
