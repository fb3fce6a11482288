import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { Delivery, Webhook } from "@/lib/alerts/schemas";
import type { DeliveryStatus } from "@/lib/alerts/words";

type WebhookActions = {
  isAdmin: boolean;
  canWrite: boolean;
  onTry: (webhook: Webhook) => void;
  onDelete: (webhook: Webhook) => void;
  onSwitch: (webhook: Webhook, isEnabled: boolean) => void;
};

export const webhookColumns = ({
  isAdmin,
  canWrite,
  onTry,
  onDelete,
  onSwitch,
}: WebhookActions): DataColumn<Webhook>[] => [
  {
    id: "name",
    header: "Webhook",
    isPrimary: true,
    cell: ({ name, url }) => (
      <span className="grid min-w-40">
        <span className="font-medium break-words">{name}</span>
        <span className="text-xs font-normal break-all text-muted-foreground">{url}</span>
      </span>
    ),
  },
  {
    id: "secret",
    header: "Secret",
    cell: ({ secretHint }) => <code className="font-mono text-xs">…{secretHint}</code>,
  },
  { id: "created", header: "Created", cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    id: "on",
    header: "On",
    cell: (webhook) =>
      isAdmin ? (
        <Switch
          aria-label={`Send to ${webhook.name}`}
          checked={webhook.isEnabled}
          onCheckedChange={(isOn) => onSwitch(webhook, isOn)}
        />
      ) : (
        <Badge>{webhook.isEnabled ? "on" : "off"}</Badge>
      ),
  },
  ...(canWrite
    ? ([
        {
          id: "actions",
          header: "Actions",
          align: "right",
          cell: (webhook) => (
            <span className="inline-flex gap-1.5">
              <Button
                size="sm"
                disabled={!webhook.isEnabled}
                onClick={() => onTry(webhook)}
                aria-label={`Send a test to ${webhook.name}`}
              >
                Send a test
              </Button>
              {isAdmin && (
                <Button
                  size="sm"
                  variant="ghost"
                  className="text-danger"
                  onClick={() => onDelete(webhook)}
                  aria-label={`Delete ${webhook.name}`}
                >
                  Delete
                </Button>
              )}
            </span>
          ),
        },
      ] satisfies DataColumn<Webhook>[])
    : []),
];

const STATUSES = {
  pending: { label: "Being sent", tone: "warning" },
  delivered: { label: "Delivered", tone: "success" },
  failed: { label: "Given up", tone: "danger" },
} as const satisfies Record<DeliveryStatus, { label: string; tone: BadgeTone }>;

/** `nameOf`: a webhook by its id. */
export const deliveryColumns = (nameOf: (id: string) => string): DataColumn<Delivery>[] => [
  {
    id: "what",
    header: "Message",
    isPrimary: true,
    cell: ({ eventType }) => <code className="text-xs">{eventType}</code>,
  },
  { id: "to", header: "To", cell: ({ webhookId }) => nameOf(webhookId) },
  {
    id: "status",
    header: "Status",
    cell: ({ status }) => <Badge tone={STATUSES[status].tone}>{STATUSES[status].label}</Badge>,
  },
  {
    id: "attempts",
    header: "Attempts",
    cell: ({ attempts, maxAttempts, nextAttemptAt }) => (
      <span className="grid text-xs">
        <span>
          {attempts.length} of {maxAttempts}
          {nextAttemptAt && attempts.length > 0 && (
            <>
              , next <Time at={nextAttemptAt} />
            </>
          )}
        </span>
        <span className="break-words text-muted-foreground">{attempts.at(-1)?.error}</span>
      </span>
    ),
  },
  { id: "created", header: "Created", cell: ({ createdAt }) => <Time at={createdAt} /> },
];
