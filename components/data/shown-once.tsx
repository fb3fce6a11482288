import { Alert } from "@/components/ui/alert";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";

type ShownOnceProps = {
  /** What the secret is called, such as "API key". */
  title: string;
  secret: string;
  /** What to do when it is lost. */
  whenLost: string;
};

/** A secret that the server will not tell again. */
export function ShownOnce({ title, secret, whenLost }: ShownOnceProps) {
  return (
    <div className="grid gap-3">
      <Alert tone="warning" title="Shown only now">
        Copy it and keep it in a safe place. {whenLost}
      </Alert>
      <CodeBlock title={title} code={secret} wrap hideCopy />
      <CopyButton value={secret} label={`Copy ${title}`} showLabel variant="secondary" className="justify-self-start" />
    </div>
  );
}
