import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatUsd } from "@/lib/client/format";
import type { ModelPrice, PriceTier } from "@/lib/registry/schemas";

type TokenPrices = Omit<PriceTier, "aboveInputTokens">;

const CLASSES = [
  { key: "inputPerMillion", label: "Input" },
  { key: "outputPerMillion", label: "Output, reasoning included" },
  { key: "cacheReadPerMillion", label: "Read from cache" },
  { key: "cacheWritePerMillion", label: "Written to cache" },
  { key: "cacheWrite1hPerMillion", label: "Written to cache for an hour" },
] as const satisfies { key: keyof TokenPrices; label: string }[];

/** Prices of every class of tokens, a column for each tier. US dollars per million tokens. */
export function PriceTable({ price }: { price: ModelPrice }) {
  const tiers = price.tiers ?? [];
  const columns: TokenPrices[] = [price, ...tiers];
  const rows = CLASSES.filter(({ key }) => columns.some((column) => column[key] !== undefined));
  return (
    <Table label="Prices per million tokens">
      <TableHeader>
        <TableRow>
          <TableHead>Per 1M tokens</TableHead>
          <TableHead className="text-right">{tiers.length > 0 ? "Up to the tier" : "Price"}</TableHead>
          {tiers.map(({ aboveInputTokens }) => (
            <TableHead key={aboveInputTokens} className="text-right">
              Above {formatCount(aboveInputTokens)} input
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map(({ key, label }) => (
          <TableRow key={key}>
            <TableCell>{label}</TableCell>
            {columns.map((column, index) => (
              <TableCell key={index} className="text-right">
                {formatUsd(column[key])}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
