import { CodeBlock } from "@/components/ui/code-block";

const SAMPLE = `text,category
"I was charged twice, please refund me",billing
The app closes when I open the camera,bug
How do I invite a colleague?,question`;

/** What the file has to look like, folded away for those who know. */
export function ImportFormat() {
  return (
    <details className="text-sm">
      <summary className="cursor-pointer rounded-sm py-0.5 text-muted-foreground hover:text-foreground">
        What the file looks like
      </summary>
      <div className="mt-2 grid gap-2">
        <CodeBlock title="tickets.csv" code={SAMPLE} />
        <p className="text-xs text-muted-foreground">
          The first line names the columns: <code>text</code> (or <code>input</code>, <code>message</code>) and{" "}
          <code>category</code> (or <code>label</code>, <code>intent</code>, <code>class</code>). Other columns are
          ignored. A text with commas or line breaks stands in quotes. At least two categories; some twenty examples of
          each are a good start.
        </p>
      </div>
    </details>
  );
}
