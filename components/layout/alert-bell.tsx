"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { firingCountQuery } from "@/lib/client/alerts";

/** How many alerts fire now, and the way to them. Before it is known it shows no number, and no "none" either. */
export function AlertBell() {
  const { data } = useQuery(firingCountQuery());
  const count = data?.count ?? 0;
  const shown = data?.hasMore || count > 99 ? "99+" : String(count);
  return (
    <Link
      href="/alerts"
      aria-label={data ? bellText(shown, count) : "Alerts"}
      title={data ? bellText(shown, count) : "Alerts"}
      className={cn(buttonVariants({ variant: "ghost", size: "icon" }), "relative")}
    >
      <Bell aria-hidden />
      {count > 0 && (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-danger-fill px-1 text-[0.625rem] leading-none font-semibold text-white tabular-nums"
        >
          {shown}
        </span>
      )}
    </Link>
  );
}

const bellText = (shown: string, count: number): string =>
  count === 0 ? "No alert is firing" : count === 1 ? "1 alert is firing" : `${shown} alerts are firing`;
