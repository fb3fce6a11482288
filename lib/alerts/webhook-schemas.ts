import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { DELIVERY_STATUSES, type DeliveryStatus, type WebhookEventType } from "./words";

const name = z
  .string()
  .trim()
  .min(1, "is missing")
  .max(100, "is at most 100 characters long")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "is one line of plain text");

const url = z
  .string()
  .trim()
  .max(2_000, "is at most 2,000 characters long")
  .refine(
    (text) => /^https?:\/\//i.test(text) && URL.canParse(text),
    "is an address such as https://hooks.example.com/alerts",
  )
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), "holds no user name or password");

export const CreateWebhookInput = z.strictObject({ name, url, isEnabled: z.boolean().default(true) });
export type CreateWebhookInput = z.infer<typeof CreateWebhookInput>;

export const UpdateWebhookInput = z.strictObject({ name, url, isEnabled: z.boolean() }).partial();
export type UpdateWebhookInput = z.infer<typeof UpdateWebhookInput>;

export const RotateWebhookInput = z.strictObject({
  /** How long the old secret signs beside the new one. */
  overlapHours: z.number().min(0, "is at least 0").max(168, "is at most 168").default(24),
});
export type RotateWebhookInput = z.infer<typeof RotateWebhookInput>;

export const ListWebhooksQuery = PageQuery.extend({
  /** (Default: every one that is not deleted.) */
  status: z.enum(["current", "deleted", "all"]).default("current"),
});
export type ListWebhooksQuery = z.infer<typeof ListWebhooksQuery>;

export const ListDeliveriesQuery = PageQuery.extend({
  webhook: z.uuid().optional(),
  status: z.enum(DELIVERY_STATUSES).optional(),
});
export type ListDeliveriesQuery = z.infer<typeof ListDeliveriesQuery>;

/** An address of the team that is told about alerts. */
export type Webhook = {
  id: string;
  name: string;
  url: string;
  /** Last four characters of the secret. */
  secretHint: string;
  /** Until then the secret before it signs as well; null when there is none. */
  previousSecretUntil: string | null;
  isEnabled: boolean;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
};

/** The answer to creation and rotation is the only one that holds the secret. */
export type CreatedWebhook = Webhook & { secret: string };

export type DeliveryAttempt = {
  at: string;
  durationMs: number;
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** What went wrong; null for a success. */
  error: string | null;
  /** The beginning of what a refusing receiver answered. */
  answer: string | null;
};

/** One event for one webhook. */
export type Delivery = {
  id: string;
  webhookId: string;
  /** The same at every attempt, sent as `x-gym-event-id`: receivers skip what they know. */
  eventId: string;
  eventType: WebhookEventType;
  status: DeliveryStatus;
  attempts: DeliveryAttempt[];
  maxAttempts: number;
  nextAttemptAt: string | null;
  /** Exactly what is sent. */
  body: string;
  createdAt: string;
  finishedAt: string | null;
};
