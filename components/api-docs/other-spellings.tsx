import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { OtherSpelling } from "./documented-operation";

/** Paths of the systems that AI Gym unifies, and the ones that answer them. */
export function OtherSpellings({ spellings }: { spellings: readonly OtherSpelling[] }) {
  return (
    <Card aria-label="Other spellings">
      <CardHeader>
        <CardTitle>Other spellings</CardTitle>
        <CardDescription>
          Paths of the systems that AI Gym unifies. They answer exactly like the path beside them.
        </CardDescription>
      </CardHeader>
      <ul className="divide-y border-t">
        {spellings.map(({ source, destination }) => (
          <li key={source} className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:grid-cols-2">
            <code className="font-mono text-xs break-all">{source}</code>
            <code className="font-mono text-xs break-all text-muted-foreground">{destination}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
