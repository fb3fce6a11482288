import Link from "next/link";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";

const CONVENTIONS: readonly (readonly [string, string])[] = [
  ["Answers", '{ "data": … }; lists add "nextCursor", null on the last page, and take limit (1–200) and cursor.'],
  ["Failures", '{ "error": { "code", "message", "field"?, "details"?, "requestId" } } with the status of the code.'],
  ["Safe repetition", "Idempotency-Key on a POST: the same key and body get the same answer for 24 hours."],
  ["Values", "Times are ISO 8601 in UTC, money is US dollars, null is unknown, ratios are 0–1, quality is 0–100."],
  ["Names", "Fields are also taken in snake_case; unknown ones are refused with a suggestion."],
];

/** What holds for every route, said once. */
export function ApiConventions({ address }: { address: string }) {
  return (
    <Card aria-label="How to call it">
      <CardHeader>
        <CardTitle>How to call it</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4 lg:grid-cols-2">
        <dl className="grid content-start gap-2 text-sm">
          {CONVENTIONS.map(([name, text]) => (
            <div key={name}>
              <dt className="font-medium">{name}</dt>
              <dd className="break-words text-muted-foreground">{text}</dd>
            </div>
          ))}
        </dl>
        <div className="grid content-start gap-3 text-sm">
          <p>
            Send an{" "}
            <Link href="/settings/keys" className="text-accent-text underline underline-offset-2">
              API key
            </Link>{" "}
            as bearer token. Its scopes decide what it may call.
          </p>
          <CodeBlock
            title="curl"
            code={`export GYM_KEY=gym_…\ncurl ${address}/api/v1/me -H "Authorization: Bearer $GYM_KEY"`}
          />
          <CodeBlock
            title="OpenAI's client"
            code={`new OpenAI({ baseURL: "${address}/v1", apiKey: process.env.GYM_KEY })`}
          />
        </div>
      </CardContent>
    </Card>
  );
}
