"use client";

import { Fragment } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { NAVIGATION_ITEMS } from "./navigation";

type Shortcut = { keys: readonly string[]; label: string };

const GROUPS: readonly { label: string; shortcuts: readonly Shortcut[] }[] = [
  {
    label: "Everywhere",
    shortcuts: [
      { keys: ["⌘ or Ctrl", "K"], label: "Search pages and actions" },
      { keys: ["?"], label: "These shortcuts" },
      { keys: ["["], label: "Collapse or expand the sidebar" },
      { keys: ["Esc"], label: "Close what is open" },
    ],
  },
  {
    label: "Tables",
    shortcuts: [
      { keys: ["J"], label: "Next row" },
      { keys: ["K"], label: "Previous row" },
      { keys: ["Enter"], label: "Open the row" },
    ],
  },
  {
    label: "Go to",
    shortcuts: NAVIGATION_ITEMS.map((item) => ({ keys: ["G", item.key.toUpperCase()], label: item.label })),
  },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Keyboard shortcuts" description="They rest while you type in a field.">
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {GROUPS.map((group) => (
            <section
              key={group.label}
              className={group.label === "Go to" ? "sm:col-start-2 sm:row-span-2 sm:row-start-1" : ""}
            >
              <h3 className="mb-2 text-xs font-medium text-muted-foreground">{group.label}</h3>
              <dl className="grid gap-2 text-sm">
                {group.shortcuts.map((shortcut) => (
                  <div key={shortcut.label} className="flex items-center justify-between gap-4">
                    <dt>{shortcut.label}</dt>
                    <dd className="flex shrink-0 items-center gap-1">
                      {shortcut.keys.map((key, index) => (
                        <Fragment key={key}>
                          {index > 0 && group.label === "Go to" && (
                            <span className="text-xs text-muted-foreground">then</span>
                          )}
                          <Kbd>{key}</Kbd>
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
