"use client";

import { ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { Me } from "@/lib/auth/schemas";
import { labelClasses } from "./label-classes";

/** Fetched on first use, like everything that most visits never open. */
const loadPanel = () => import("./account-panel").then((module) => module.AccountPanel);
const AccountPanel = dynamic(loadPanel, { ssr: false, loading: () => <Skeleton className="h-40 w-full" /> });

const PANEL_ID = "account-panel";

/** The browser's own popover: opens, closes on Escape or a press outside, and gives the focus back without code of ours. */
export function AccountMenu({ me }: { me: Me }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        popoverTarget={PANEL_ID}
        onPointerEnter={() => void loadPanel()}
        onFocus={() => void loadPanel()}
        aria-label={`Account of ${me.actor.name}, ${me.organization.name}`}
        className="flex h-10 w-full items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-border/60"
      >
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-subtle text-xs font-semibold text-accent-text"
        >
          {initialsOf(me.actor.name)}
        </span>
        <span className={`min-w-0 flex-1 leading-tight ${labelClasses}`}>
          <span className="block truncate text-sm font-medium">{me.organization.name}</span>
          <span className="block truncate text-xs text-muted-foreground">{me.actor.name}</span>
        </span>
        <ChevronsUpDown
          aria-hidden
          className="size-3.5 shrink-0 text-muted-foreground lg:in-data-[sidebar=collapsed]:hidden"
        />
      </button>
      <div
        id={PANEL_ID}
        popover="auto"
        role="dialog"
        aria-label="Account"
        onToggle={(event) => setIsOpen(event.newState === "open")}
        className="fixed inset-auto bottom-14 left-2 m-0 w-64 rounded-lg border bg-surface p-3 text-foreground shadow-raised"
      >
        {isOpen && <AccountPanel me={me} />}
      </div>
    </>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words[words.length - 1] : ""]
    .map((word) => word?.charAt(0).toUpperCase() ?? "")
    .join("");
}
