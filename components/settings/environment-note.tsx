import { KEY_VARIABLES } from "./provider-facts";

/** How operators configure providers without this page. */
export function EnvironmentNote({ isOpen }: { isOpen: boolean }) {
  return (
    <details open={isOpen} className="rounded-lg border bg-surface px-4 py-3 text-sm">
      <summary className="cursor-pointer rounded-sm font-medium">Keys from environment variables</summary>
      <div className="mt-2 grid max-w-prose gap-2 text-muted-foreground">
        <p>
          The server also takes keys from its environment when it starts:{" "}
          {KEY_VARIABLES.map((name, index) => (
            <span key={name}>
              {index > 0 && ", "}
              <code className="font-mono text-xs">{name}</code>
            </span>
          ))}
          . Each makes a provider that lives by its variable: change the variable and restart to change the key; take it
          away and the provider stays listed without a key.
        </p>
        <p>Such providers can be disabled here, but not deleted, and their keys are never written to the database.</p>
      </div>
    </details>
  );
}
