"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { noticeRequest } from "./notify";

const Sonner = dynamic(() => import("sonner").then((module) => module.Toaster), { ssr: false });

const classNames = {
  toast: "!rounded-lg !border !border-border !bg-surface !text-foreground !shadow-raised !font-sans !text-sm !gap-2.5",
  description: "!text-muted-foreground",
  actionButton: "!h-7 !rounded-md !bg-accent !px-2 !text-xs !font-medium !text-accent-foreground",
  closeButton: "!border-border !bg-surface !text-foreground",
  error: "!border-danger-border [&_[data-icon]]:!text-danger",
  success: "[&_[data-icon]]:!text-success",
};

/** Once, in the root layout. `notify` fills it. */
export function Toaster() {
  const isRequested = useSyncExternalStore(noticeRequest.subscribe, noticeRequest.isRequested, () => false);
  if (!isRequested) return null;
  return <Sonner position="bottom-right" visibleToasts={1} closeButton toastOptions={{ classNames }} />;
}
