"use client";

import { Command } from "cmdk";
import {
  BookOpen,
  Database,
  Keyboard,
  KeyRound,
  Link2,
  LogOut,
  Monitor,
  Moon,
  Plug,
  Search,
  Sun,
  Upload,
  UserPlus,
  type LucideIcon,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import type { Me } from "@/lib/auth/schemas";
import { appearance } from "./appearance";
import { NAVIGATION_ITEMS } from "./navigation";
import { signOutHere } from "./sign-out";
import { useKeptRange } from "./use-kept-range";

type Scope = Me["scopes"][number];

type PaletteAction = {
  label: string;
  icon: LucideIcon;
  keywords: string;
  /** Left out for people who may not do it. */
  scope?: Scope;
  run: () => void;
};

type CommandPaletteProps = { scopes: readonly Scope[]; onClose: () => void; onShowShortcuts: () => void };

const itemClasses =
  "flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm select-none data-[selected=true]:bg-surface-muted pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:text-muted-foreground";
const groupClasses =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted-foreground";

export function CommandPalette({ scopes, onClose, onShowShortcuts }: CommandPaletteProps) {
  const router = useRouter();
  const keepRange = useKeptRange();
  const go = (href: string) => router.push(href);

  const actions: readonly PaletteAction[] = [
    {
      label: "Import training examples",
      icon: Upload,
      keywords: "csv dataset labels",
      scope: "write",
      run: () => go("/training"),
    },
    {
      label: "Add a provider",
      icon: Plug,
      keywords: "openai anthropic key connect",
      scope: "admin",
      run: () => go("/settings/providers"),
    },
    {
      label: "Create an API key",
      icon: KeyRound,
      keywords: "token secret",
      scope: "admin",
      run: () => go("/settings/keys"),
    },
    {
      label: "Invite a member",
      icon: UserPlus,
      keywords: "person team role",
      scope: "admin",
      run: () => go("/settings/members"),
    },
    {
      label: "Load or remove demo data",
      icon: Database,
      keywords: "sample example",
      scope: "admin",
      run: () => go("/settings/demo"),
    },
    {
      label: "API reference",
      icon: BookOpen,
      keywords: "docs documentation openapi curl routes help",
      run: () => go("/docs"),
    },
    { label: "Copy link to this page", icon: Link2, keywords: "share url address", run: () => void copyAddress() },
    { label: "Use light theme", icon: Sun, keywords: "appearance bright", run: () => appearance.setTheme("light") },
    { label: "Use dark theme", icon: Moon, keywords: "appearance night", run: () => appearance.setTheme("dark") },
    {
      label: "Use the system's theme",
      icon: Monitor,
      keywords: "appearance automatic",
      run: () => appearance.setTheme("system"),
    },
    { label: "Keyboard shortcuts", icon: Keyboard, keywords: "help keys", run: onShowShortcuts },
    { label: "Sign out", icon: LogOut, keywords: "log out leave", run: () => void signOutHere() },
  ];

  function perform(run: () => void) {
    onClose();
    run();
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Search pages and actions" hideHeader width="md">
        <Command label="Search pages and actions" loop>
          <div className="flex items-center gap-2.5 border-b px-4">
            <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
            <Command.Input
              placeholder="Search pages and actions"
              className="h-12 w-full bg-transparent text-base outline-none placeholder:text-muted-foreground pointer-coarse:text-[16px]"
            />
          </div>
          <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-2">
            <Command.Empty className="py-8 text-center text-sm text-muted-foreground">
              Nothing has this name
            </Command.Empty>
            <Command.Group heading="Pages" className={groupClasses}>
              {NAVIGATION_ITEMS.map((item) => (
                <Command.Item
                  key={item.href}
                  value={item.label}
                  keywords={item.keywords.split(" ")}
                  onSelect={() => perform(() => go(keepRange(item.href)))}
                  className={itemClasses}
                >
                  <item.icon aria-hidden />
                  {item.label}
                  <span className="ml-auto text-xs text-muted-foreground max-sm:hidden">g {item.key}</span>
                </Command.Item>
              ))}
            </Command.Group>
            <Command.Group heading="Actions" className={groupClasses}>
              {actions
                .filter((action) => !action.scope || scopes.includes(action.scope))
                .map((action) => (
                  <Command.Item
                    key={action.label}
                    value={action.label}
                    keywords={action.keywords.split(" ")}
                    onSelect={() => perform(action.run)}
                    className={itemClasses}
                  >
                    <action.icon aria-hidden />
                    {action.label}
                  </Command.Item>
                ))}
            </Command.Group>
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

async function copyAddress(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    notify.success("Link copied");
  } catch {
    notify.error("The browser refused to copy", { description: "Copy the address from the address bar." });
  }
}
