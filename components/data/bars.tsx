"use client";

import Link from "next/link";
import { chartColour } from "@/components/charts/chart-colour";
import { useKnownColours } from "@/components/charts/known-colours";

export type BarItem = {
  key: string;
  label: string;
  /** Not negative; null when unknown, which draws no bar. */
  value: number | null;
  /** The value with its unit. */
  text: string;
  href?: string;
};

/** Horizontal bars as a plain list: its own table view, and no chart library needed. Scaled to the largest value. */
export function Bars({ label, items }: { label: string; items: readonly BarItem[] }) {
  const known = useKnownColours();
  const largest = Math.max(0, ...items.map((item) => item.value ?? 0));
  return (
    <ul aria-label={label} className="grid grid-cols-1 gap-2.5">
      {items.map((item) => (
        <li key={item.key} className="grid grid-cols-1 gap-1 text-sm">
          <span className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate">
              {item.href ? (
                <Link href={item.href} className="hover:underline">
                  {item.label}
                </Link>
              ) : (
                item.label
              )}
            </span>
            <span className="text-muted-foreground">{item.text}</span>
          </span>
          <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-surface-muted">
            {item.value !== null && largest > 0 && (
              <span
                className="block h-full min-w-0.5 rounded-full"
                style={{ width: `${(item.value / largest) * 100}%`, background: chartColour(item.key, known) }}
              />
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
