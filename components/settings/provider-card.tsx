"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { KeyValues } from "@/components/data/key-values";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { formatCount } from "@/lib/client/format";
import { providersQuery, testProvider, updateProvider } from "@/lib/client/providers";
import type { Provider } from "@/lib/registry/schemas";
import { ConnectionResult } from "./connection-result";
import { DeleteProviderDialog } from "./delete-provider-dialog";
import { KIND_NAMES, PROVIDER_STATUSES, sourceName } from "./provider-facts";
import type { ProviderRights } from "./providers-view";

const EditProviderDialog = lazyOverlay(
  () => import("./edit-provider-dialog").then((module) => module.EditProviderDialog),
  ({ open }) => open,
);

export function ProviderCard({ provider, canTest, canManage }: ProviderRights & { provider: Provider }) {
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<"edit" | "delete" | null>(null);
  const test = useMutation({ mutationFn: () => testProvider(provider.id) });
  const { label, tone, explanation } = PROVIDER_STATUSES[provider.status];

  const enable = useMutation({
    mutationFn: (isEnabled: boolean) => updateProvider(provider.id, { isEnabled }),
    onSuccess: async ({ isEnabled, name }) => {
      notify.success(`${name} is ${isEnabled ? "enabled" : "disabled"}`, {
        action: { label: "Undo", onPress: () => enable.mutate(!isEnabled) },
      });
      await queryClient.invalidateQueries({ queryKey: providersQuery().queryKey });
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
    onError: (error) => notify.error(`${provider.name} could not be changed`, { description: error.message }),
  });

  return (
    <Card>
      <CardHeader>
        <CardTitle className="min-w-0 break-words">{provider.name}</CardTitle>
        <Badge tone={tone} className="ml-auto">
          {label}
        </Badge>
        {explanation && <CardDescription>{explanation}</CardDescription>}
      </CardHeader>
      <CardContent className="grid gap-3">
        <KeyValues items={factsOf(provider)} />
        <ConnectionResult result={test.data} error={test.error} />
      </CardContent>
      {(canTest || canManage) && (
        <CardFooter>
          {canTest && provider.source !== "built_in" && (
            <Button
              size="sm"
              onClick={() => test.mutate()}
              isPending={test.isPending}
              aria-label={`Test ${provider.name}`}
            >
              Test connection
            </Button>
          )}
          {canManage && (
            <>
              <Button size="sm" onClick={() => setDialog("edit")} aria-label={`Edit ${provider.name}`}>
                Edit
              </Button>
              <Button
                size="sm"
                onClick={() => enable.mutate(!provider.isEnabled)}
                isPending={enable.isPending}
                aria-label={`${provider.isEnabled ? "Disable" : "Enable"} ${provider.name}`}
              >
                {provider.isEnabled ? "Disable" : "Enable"}
              </Button>
              {provider.source === "added" && (
                <Button
                  size="sm"
                  variant="ghost"
                  className="ml-auto text-danger"
                  onClick={() => setDialog("delete")}
                  aria-label={`Delete ${provider.name}`}
                >
                  Delete
                </Button>
              )}
            </>
          )}
        </CardFooter>
      )}
      <EditProviderDialog
        provider={provider}
        open={dialog === "edit"}
        onOpenChange={(open) => !open && setDialog(null)}
      />
      <DeleteProviderDialog
        provider={provider}
        open={dialog === "delete"}
        onOpenChange={(open) => !open && setDialog(null)}
      />
    </Card>
  );
}

function factsOf(provider: Provider) {
  const isLocal = provider.source === "built_in" || provider.kind === "replay";
  const facts = [
    { label: "Kind", value: KIND_NAMES[provider.kind] },
    { label: "Short name", value: <code className="font-mono text-xs">{provider.slug}</code> },
    { label: "Comes from", value: sourceName(provider) },
    provider.baseUrl !== null && {
      label: "Address",
      value: <code className="font-mono text-xs break-all">{provider.baseUrl}</code>,
    },
    !isLocal && {
      label: "Key",
      value: provider.keyHint ? (
        <span>
          ends in <code className="font-mono text-xs">{provider.keyHint}</code>
        </span>
      ) : (
        "none"
      ),
    },
    { label: "Models", value: formatCount(provider.modelCount) },
  ];
  return facts.filter((fact) => fact !== false);
}
