import { Badge } from "@/components/ui/badge";
import type { DocumentedField } from "./documented-operation";

/** Name, place and type at the left, meaning at the right; below each other on phones. */
export function FieldTable({ fields, label }: { fields: readonly DocumentedField[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y rounded-md border text-sm">
      {fields.map(({ name, place, type, isRequired, description }) => (
        <li
          key={`${place} ${name}`}
          className="grid gap-x-4 gap-y-1 px-3 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
        >
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <code className="font-mono text-xs break-all">{name}</code>
            <Badge tone="outline">{place}</Badge>
            {isRequired && <Badge tone="warning">required</Badge>}
          </span>
          <span className="min-w-0 break-words text-muted-foreground">
            {type}
            {description && <span className="block text-foreground">{description}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
