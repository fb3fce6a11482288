import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ApiKey } from "@/lib/auth/schemas";
import { limitTexts } from "./key-limits";

type KeyActions = { onLimit: (key: ApiKey) => void; onRotate: (key: ApiKey) => void; onRevoke: (key: ApiKey) => void };

export const keyColumns = ({ onLimit, onRotate, onRevoke }: KeyActions): DataColumn<ApiKey>[] => [
  {
    id: "name",
    header: "Name",
    isPrimary: true,
    cell: ({ name, prefix }) => (
      <span className="grid min-w-32 break-words">
        <span className="font-medium">{name}</span>
        <code className="font-mono text-xs font-normal text-muted-foreground">{prefix}…</code>
      </span>
    ),
  },
  {
    id: "scopes",
    header: "May",
    cell: ({ scopes }) => (
      <span className="flex flex-wrap gap-1">
        {scopes.map((scope) => (
          <Badge key={scope} tone={scope === "admin" ? "warning" : "neutral"}>
            {scope}
          </Badge>
        ))}
      </span>
    ),
  },
  {
    id: "limits",
    header: "Limits",
    cell: (key) => {
      const texts = limitTexts(key);
      if (texts.length === 0) return "none";
      return (
        <span className="grid">
          {texts.map((text) => (
            <span key={text} className="whitespace-nowrap tabular-nums">
              {text}
            </span>
          ))}
        </span>
      );
    },
  },
  { id: "expires", header: "Expires", cell: expiryCell },
  { id: "used", header: "Last used", cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : "never") },
  {
    id: "created",
    header: "Created",
    cell: ({ createdAt, createdByName }) => (
      <span className="grid">
        <Time at={createdAt} />
        <span className="text-xs break-words text-muted-foreground">by {createdByName ?? "the product"}</span>
      </span>
    ),
  },
  {
    id: "actions",
    header: "Actions",
    align: "right",
    cell: (key) =>
      key.status === "active" && (
        <span className="inline-flex gap-1.5">
          <Button size="sm" onClick={() => onLimit(key)} aria-label={`Limits of ${key.name}`}>
            Limits
          </Button>
          <Button size="sm" onClick={() => onRotate(key)} aria-label={`Rotate ${key.name}`}>
            Rotate
          </Button>
          <Button
            size="sm"
            variant="ghost"
            className="text-danger"
            onClick={() => onRevoke(key)}
            aria-label={`Revoke ${key.name}`}
          >
            Revoke
          </Button>
        </span>
      ),
  },
];

function expiryCell({ status, expiresAt, revokedAt }: ApiKey) {
  if (status === "revoked") {
    return (
      <span className="grid justify-items-start">
        <Badge>revoked</Badge>
        {revokedAt && <Time at={revokedAt} />}
      </span>
    );
  }
  if (expiresAt === null) return "never";
  return (
    <span className="grid justify-items-start">
      {status === "expired" && <Badge>expired</Badge>}
      <Time at={expiresAt} />
    </span>
  );
}
