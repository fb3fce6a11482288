import Link from "next/link";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ModelStatus } from "@/lib/registry/schemas";

const STATUSES = {
  ready: { label: "Ready", tone: "success", meaning: "Requests can go to it." },
  disabled: { label: "Switched off", tone: "neutral", meaning: "It gets no requests until it is switched on." },
  provider_disabled: {
    label: "Provider off",
    tone: "neutral",
    meaning: (
      <>
        Its provider is switched off in the <SettingsLink />.
      </>
    ),
  },
  no_key: {
    label: "No key",
    tone: "warning",
    meaning: (
      <>
        Add its provider’s key in the <SettingsLink /> to use it.
      </>
    ),
  },
  key_unreadable: {
    label: "Key unreadable",
    tone: "danger",
    meaning: (
      <>
        The stored key cannot be read with this server’s encryption key: enter it again in the <SettingsLink />.
      </>
    ),
  },
} as const satisfies Record<ModelStatus, { label: string; tone: BadgeTone; meaning: ReactNode }>;

export const modelStatusLabel = (status: ModelStatus): string => STATUSES[status].label;

export function ModelStatusBadge({ status }: { status: ModelStatus }) {
  const { label, tone } = STATUSES[status];
  return <Badge tone={tone}>{label}</Badge>;
}

/** What the status means and what to do about it. */
export const ModelStatusMeaning = ({ status }: { status: ModelStatus }) => <>{STATUSES[status].meaning}</>;

function SettingsLink() {
  return (
    <Link href="/settings" className="text-accent-text underline underline-offset-4">
      settings
    </Link>
  );
}
