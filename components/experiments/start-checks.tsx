import { Alert } from "@/components/ui/alert";
import type { ExperimentStatus, StartCheck } from "@/lib/experiments/schemas";

/** What keeps a draft from starting, and what to know before. */
export function StartChecks({ checks, status }: { checks: readonly StartCheck[]; status: ExperimentStatus }) {
  if (status !== "draft" && status !== "paused") return null;
  const [blocks, warnings] = [
    checks.filter(({ level }) => level === "block"),
    checks.filter(({ level }) => level === "warning"),
  ];
  return (
    <>
      {blocks.length > 0 && (
        <Alert tone="danger" title="It cannot start yet">
          <Messages checks={blocks} />
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert tone="warning" title="To know before it starts">
          <Messages checks={warnings} />
        </Alert>
      )}
      {checks.length === 0 && status === "draft" && <Alert tone="success" title="Everything is ready to start" />}
    </>
  );
}

function Messages({ checks }: { checks: readonly StartCheck[] }) {
  return (
    <ul className="list-disc pl-4">
      {checks.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
