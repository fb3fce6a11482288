"use client";

import type { ReactNode } from "react";
import { lazyOverlay } from "./lazy-overlay";

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the object: "Revoke key “production”?" */
  title: string;
  /** What will happen, to it and to what depends on it. */
  description: ReactNode;
  /** The deed itself, "Revoke key", never "OK". */
  confirmLabel: string;
  /** The name to type; only for what cannot be undone. */
  typeToConfirm?: string;
  tone?: "danger" | "primary";
  isPending?: boolean;
  /** Why the last attempt failed. */
  error?: unknown;
  onConfirm: () => void;
};

export const ConfirmDialog = lazyOverlay<ConfirmDialogProps>(
  () => import("./confirm-dialog-window").then((module) => module.ConfirmDialogWindow),
  ({ open }) => open,
);
