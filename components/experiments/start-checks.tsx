import { Alert } from "@/components/ui/alert";
import type { ExperimentStatus, StartCheck } from "@/lib/experiments/schemas";
import { TextWithKeys } from "./text-with-keys";

/** What keeps a draft from starting, and what to know before; of a running one, which models are gone. */
export function StartChecks({ checks, status }: { checks: readonly StartCheck[]; status: ExperimentStatus }) {
  if (status === "running") return <LostModels checks={checks} />;
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

function LostModels({ checks }: { checks: readonly StartCheck[] }) {
  if (checks.length === 0) return null;
  const isLost = checks.some(({ level }) => level === "block");
  return (
    <Alert
      tone={isLost ? "danger" : "warning"}
      title={isLost ? "A variant lost its model" : "A model of a variant is gone"}
    >
      <Messages checks={checks} />
      {isLost
        ? "Nobody’s request fails: those of the variant go to the task’s own configuration and do not count, and nothing is decided or promoted meanwhile. Bring the model back, change the variant, or stop the experiment."
        : "The variant is served by its other models."}
    </Alert>
  );
}

function Messages({ checks }: { checks: readonly StartCheck[] }) {
  return (
    <ul className="list-disc pl-4">
      {checks.map(({ message }) => (
        <li key={message}>
          <TextWithKeys text={message} />
        </li>
      ))}
    </ul>
  );
}
