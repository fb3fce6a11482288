import type { ReactNode } from "react";

type NoticeOptions = {
  description?: ReactNode;
  /** A button inside the notice, such as Undo. */
  action?: { label: string; onPress: () => void };
};

let isRequested = false;
const listeners = new Set<() => void>();

/** Whether a notice was ever asked for: the `Toaster` loads its library only then. */
export const noticeRequest = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isRequested: () => isRequested,
};

async function show(kind: "success" | "message" | "error", text: string, options: NoticeOptions, durationMs: number) {
  const { toast } = await import("sonner");
  toast[kind](text, {
    description: options.description,
    duration: durationMs,
    action: options.action && { label: options.action.label, onClick: options.action.onPress },
  });
  isRequested = true;
  listeners.forEach((listener) => listener());
}

/** Short notices at the corner, one at a time, read politely. They go after 5 s, with an action after 10 s; errors stay. */
export const notify = {
  success: (text: string, options: NoticeOptions = {}) =>
    void show("success", text, options, options.action ? 10_000 : 5_000),
  info: (text: string, options: NoticeOptions = {}) =>
    void show("message", text, options, options.action ? 10_000 : 5_000),
  error: (text: string, options: NoticeOptions = {}) => void show("error", text, options, Infinity),
};
