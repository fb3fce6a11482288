import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { Recommendation } from "@/lib/feedback/schemas";

/** What a person could do about the answers, each with the page where it is done. */
export function RecommendationsCard({ recommendations }: { recommendations: readonly Recommendation[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Recommendations</CardTitle>
      </CardHeader>
      <CardContent>
        {recommendations.length === 0 ? (
          <p className="flex items-center gap-2 text-sm text-muted-foreground">
            <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
            Nothing to do, or too little is known yet: 30 requests and 30 opinions of a task say something.
          </p>
        ) : (
          <ul aria-label="Recommendations" className="grid gap-2">
            {recommendations.map(({ code, task, message, href }) => (
              <li key={`${task} ${code}`} className="text-sm">
                <Link href={href} className="font-medium hover:underline">
                  {task}
                </Link>
                <span className="text-muted-foreground"> · {message}</span>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}
