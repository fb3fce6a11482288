import Link from "next/link";
import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatCount } from "@/lib/client/format";
import type { Model } from "@/lib/registry/schemas";
import { Capabilities } from "./model-columns";
import { ModelStatusBadge, ModelStatusMeaning } from "./model-status";
import { ModelSwitch } from "./model-switch";
import { PriceSection } from "./price-section";
import { RepricingSection } from "./repricing-section";
import { TrainedVersions } from "./trained-versions";

export function ModelDetail({ model }: { model: Model }) {
  const tokens = (count: number | null) => (count === null ? "unknown" : `${formatCount(count)} tokens`);
  return (
    <div className="grid gap-6">
      <KeyValues
        items={[
          {
            label: "Status",
            value: (
              <>
                <ModelStatusBadge status={model.status} />{" "}
                <span className="text-muted-foreground">
                  <ModelStatusMeaning status={model.status} />
                </span>
              </>
            ),
          },
          { label: "In use", value: <ModelSwitch model={model} /> },
          { label: "Name", value: model.name },
          { label: "Provider", value: model.providerSlug },
          { label: "Called there", value: <code className="text-xs">{model.upstreamId}</code> },
          { label: "Kind", value: model.kind },
          { label: "Capabilities", value: <Capabilities capabilities={model.capabilities} /> },
          { label: "Context window", value: tokens(model.contextWindow) },
          { label: "Longest output", value: tokens(model.maxOutputTokens) },
          {
            label: "Cost efficiency",
            value:
              model.costEfficiency === null
                ? "not compared"
                : `${Math.round(model.costEfficiency)} of 100, the cheapest chat model here`,
          },
          { label: "Listed", value: model.isBuiltIn ? "in the built-in catalogue" : "added by a person" },
          { label: "Changed", value: <Time at={model.updatedAt} /> },
        ]}
      />
      <PriceSection model={model} />
      {model.price?.perCpuHour === undefined && <RepricingSection model={model.slug} />}
      {model.kind === "classifier" && <TrainedVersions model={model.slug} />}
      <div className="flex flex-wrap gap-2">
        {model.kind !== "embedding" && (
          <Link href={`/playground?compare=${model.slug}`} className={cn(buttonVariants())}>
            Compare in the playground
          </Link>
        )}
        <Link href={`/executions?model=${encodeURIComponent(model.slug)}`} className={cn(buttonVariants())}>
          Its executions
        </Link>
      </div>
    </div>
  );
}
