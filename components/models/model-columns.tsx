import type { DataColumn } from "@/components/data/data-column";
import { ModelName } from "@/components/executions/model-name";
import { Badge } from "@/components/ui/badge";
import { formatTokens } from "@/lib/client/format";
import type { Capability, Model } from "@/lib/registry/schemas";
import { ModelStatusBadge } from "./model-status";
import { ModelSwitch } from "./model-switch";
import { sourceText, tokenPriceText } from "./price-text";

export const MODEL_COLUMNS: DataColumn<Model>[] = [
  {
    id: "model",
    header: "Model",
    isPrimary: true,
    isSortable: true,
    className: "sm:min-w-52",
    cell: ({ slug, name }) => (
      <span className="block">
        <ModelName slug={slug} />
        {name !== slug.slice(slug.indexOf("/") + 1) && (
          <span className="block pl-3.5 text-xs font-normal text-muted-foreground">{name}</span>
        )}
      </span>
    ),
  },
  { id: "status", header: "Status", cell: ({ status }) => <ModelStatusBadge status={status} /> },
  { id: "kind", header: "Kind", cell: ({ kind }) => kind },
  {
    id: "capabilities",
    header: "Capabilities",
    phone: "hide",
    cell: ({ capabilities }) => <Capabilities capabilities={capabilities} />,
  },
  {
    id: "context",
    header: "Context",
    align: "right",
    isSortable: true,
    cell: ({ contextWindow }) => (contextWindow === null ? "unknown" : formatTokens(contextWindow)),
  },
  {
    id: "input",
    header: "In, $/1M",
    align: "right",
    isSortable: true,
    cell: (model) => <Price model={model} side="inputPerMillion" />,
  },
  {
    id: "output",
    header: "Out, $/1M",
    align: "right",
    isSortable: true,
    cell: (model) => <Price model={model} side="outputPerMillion" />,
  },
  {
    id: "efficiency",
    header: "Efficiency",
    align: "right",
    isSortable: true,
    phone: "hide",
    cell: ({ costEfficiency }) =>
      costEfficiency === null ? (
        ""
      ) : (
        <span title="Price of the cheapest chat model here as a share of this one’s">{Math.round(costEfficiency)}</span>
      ),
  },
  { id: "enabled", header: "In use", cell: (model) => <ModelSwitch model={model} /> },
];

export function Capabilities({ capabilities }: { capabilities: readonly Capability[] }) {
  return (
    <span className="flex min-w-52 flex-wrap gap-1">
      {capabilities.map((capability) => (
        <Badge key={capability} tone="outline">
          {capability.replaceAll("_", " ")}
        </Badge>
      ))}
    </span>
  );
}

function Price({ model: { price }, side }: { model: Model; side: "inputPerMillion" | "outputPerMillion" }) {
  return (
    <span title={price ? sourceText(price) : "No source states a price"} className="whitespace-nowrap">
      {tokenPriceText(price, side)}
      {price?.source === "override" && <span className="sr-only"> (your own price)</span>}
      {price?.source === "override" && <span aria-hidden>*</span>}
    </span>
  );
}
