import { Badge, type BadgeTone } from "@/components/ui/badge";
import { prepareDiff, type FieldChange } from "./prepare-diff";

const TONES = { added: "success", removed: "danger", changed: "accent" } as const satisfies Record<
  FieldChange["kind"],
  BadgeTone
>;

export type DiffViewProps = {
  before: unknown;
  after: unknown;
  /** (Default: "No field differs") */ emptyText?: string;
};

/** Field by field, before and after. Added and removed are told by words and signs as well as by colour. */
export function DiffView({ before, after, emptyText = "No field differs" }: DiffViewProps) {
  const changes = prepareDiff(before, after);
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">{emptyText}</p>;
  return (
    <ul className="divide-y overflow-hidden rounded-md border">
      {changes.map((change) => (
        <li key={change.path} className="grid gap-1.5 px-3 py-2.5">
          <span className="flex items-center gap-2">
            <code className="font-mono text-xs break-all">{change.path || "value"}</code>
            <Badge tone={TONES[change.kind]}>{change.kind}</Badge>
          </span>
          <div className="grid gap-px overflow-hidden rounded-sm font-mono text-xs">
            {change.before !== null && (
              <Side sign="−" word="Before" text={change.before} classes="bg-danger-subtle text-danger" />
            )}
            {change.after !== null && (
              <Side sign="+" word="After" text={change.after} classes="bg-success-subtle text-success" />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Side({ sign, word, text, classes }: { sign: string; word: string; text: string; classes: string }) {
  return (
    <div className={`flex gap-2 px-2 py-1 ${classes}`}>
      <span aria-hidden className="select-none">
        {sign}
      </span>
      <span className="sr-only">{word}: </span>
      <pre className="min-w-0 break-words whitespace-pre-wrap">{text}</pre>
    </div>
  );
}
