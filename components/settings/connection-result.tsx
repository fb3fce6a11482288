import { Alert } from "@/components/ui/alert";
import { formatCount, formatLatency } from "@/lib/client/format";
import type { ConnectionTest } from "@/lib/client/providers";

const SHOWN = 5;

/** What the last test of a connection found; nothing before the first. */
export function ConnectionResult({ result, error }: { result: ConnectionTest | undefined; error: Error | null }) {
  if (error)
    return (
      <Alert tone="danger" title="The test failed">
        {error.message}
      </Alert>
    );
  if (!result) return null;
  const { models, latencyMs } = result;
  const names = models.slice(0, SHOWN).join(", ");
  return (
    <Alert
      tone="success"
      title={`Works: ${formatCount(models.length)} ${models.length === 1 ? "model" : "models"}, answered in ${formatLatency(latencyMs)}`}
    >
      {names && (
        <span className="break-all">
          {names}
          {models.length > SHOWN && ` and ${formatCount(models.length - SHOWN)} more`}
        </span>
      )}
    </Alert>
  );
}
