import type { Database } from "@/lib/platform/db";
import { deleteAlertsBefore } from "./alert-store";
import { deleteDeliveriesBefore } from "./delivery-store";

const DAY_MS = 24 * 3_600_000;
const DELIVERIES_KEPT_DAYS = 30;
const ALERTS_KEPT_DAYS = 400;

/** Deletes what was sent a month ago, and alerts that resolved more than a year ago. */
export async function purgeAlertHistory(db: Database, now: Date): Promise<void> {
  await deleteDeliveriesBefore(db, new Date(now.getTime() - DELIVERIES_KEPT_DAYS * DAY_MS));
  await deleteAlertsBefore(db, new Date(now.getTime() - ALERTS_KEPT_DAYS * DAY_MS));
}
