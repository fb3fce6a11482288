import { CodeBlock } from "@/components/ui/code-block";

/** A value as indented JSON, with a copy button. */
export function JsonView({ value, title }: { value: unknown; title?: string }) {
  return (
    <CodeBlock
      code={JSON.stringify(value, null, 2) ?? "undefined"}
      title={title}
      wrap
      className="[&_pre]:max-h-96 [&_pre]:overflow-y-auto"
    />
  );
}
