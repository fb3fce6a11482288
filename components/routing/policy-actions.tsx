"use client";

import { Button } from "@/components/ui/button";
import type { RoutingPolicy } from "@/lib/routing/schemas";
import { useChangePolicy } from "./use-change-policy";

/** Nothing for a policy that is not learnt. */
export function PolicyActions({ policy }: { policy: RoutingPolicy }) {
  const change = useChangePolicy();
  if (policy.evidence === null) return null;
  const isEverywhere = policy.tasks.every((task) => policy.activeFor.includes(task));
  return (
    <span className="inline-flex flex-wrap gap-2 sm:justify-end">
      {!isEverywhere && (
        <Button size="sm" isPending={change.isPending} onClick={() => change.mutate({ policy, action: "activate" })}>
          Activate
        </Button>
      )}
      {policy.activeFor.length > 0 && (
        <Button size="sm" isPending={change.isPending} onClick={() => change.mutate({ policy, action: "deactivate" })}>
          Deactivate
        </Button>
      )}
    </span>
  );
}
