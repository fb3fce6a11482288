"use client";

import { useQueryClient } from "@tanstack/react-query";
import { BookOpen, LogOut } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button, buttonVariants } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import type { Me } from "@/lib/auth/schemas";
import { signOutHere } from "./sign-out";
import { switchOrganization } from "./switch-organization";
import { ThemeSwitch } from "./theme-switch";

/** Who is signed in and where, the theme, and the way out. */
export function AccountPanel({ me }: { me: Me }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [isLeaving, setIsLeaving] = useState(false);

  async function leave() {
    setIsLeaving(true);
    try {
      await signOutHere();
    } catch {
      setIsLeaving(false);
      notify.error("Signing out failed", { description: "The server did not answer. Try again." });
    }
  }

  async function move(organizationId: string) {
    try {
      await switchOrganization(organizationId);
      queryClient.clear();
      router.push("/");
      router.refresh();
    } catch {
      notify.error("The organization could not be switched", { description: "Reload the page and try again." });
    }
  }

  return (
    <div className="grid gap-3 text-sm">
      <div className="min-w-0">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate">{me.actor.name}</span>
          {me.actor.role && <Badge>{me.actor.role}</Badge>}
        </p>
        {me.actor.email && <p className="truncate text-xs text-muted-foreground">{me.actor.email}</p>}
      </div>
      <div className="flex min-h-8 items-center justify-between gap-3 border-t pt-3">
        <span className="text-muted-foreground">Organization</span>
        {me.organizations.length > 1 ? (
          <Select
            aria-label="Organization"
            frameClassName="w-32"
            value={me.organization.id}
            options={me.organizations.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => void move(event.target.value)}
          />
        ) : (
          <span className="truncate">{me.organization.name}</span>
        )}
      </div>
      <div className="flex items-center justify-between gap-3">
        <span className="text-muted-foreground">Theme</span>
        <ThemeSwitch />
      </div>
      <Link href="/docs" className={buttonVariants({ variant: "ghost" })}>
        <BookOpen aria-hidden className="size-3.5" />
        API reference
      </Link>
      <Button onClick={leave} isPending={isLeaving}>
        <LogOut aria-hidden className="size-3.5" />
        Sign out
      </Button>
    </div>
  );
}
