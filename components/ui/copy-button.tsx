"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, type ButtonProps } from "./button";

export type CopyButtonProps = Omit<ButtonProps, "value" | "children"> & {
  value: string;
  /** Names what is copied, such as "Copy API key". (Default: "Copy") */
  label?: string;
  /** Shows the label beside the icon. */
  showLabel?: boolean;
};

/** Says "Copied" for two seconds, in sight and to screen readers; says so when the browser refused. */
export function CopyButton({ value, label = "Copy", showLabel, variant = "ghost", size, ...rest }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  const text = outcome === "copied" ? "Copied" : outcome === "refused" ? "Select and copy by hand" : label;

  async function copy() {
    setOutcome((await writeToClipboard(value)) ? "copied" : "refused");
    setTimeout(() => setOutcome(null), 2_000);
  }

  return (
    <Button variant={variant} size={size ?? (showLabel ? "sm" : "icon-sm")} onClick={copy} title={text} {...rest}>
      {outcome === "copied" ? (
        <Check aria-hidden className="size-3.5 text-success" />
      ) : (
        <Copy aria-hidden className="size-3.5" />
      )}
      <span className={showLabel ? undefined : "sr-only"} aria-live="polite">
        {text}
      </span>
    </Button>
  );
}

/** `navigator.clipboard` is missing on plain http, where self-hosted instances often run; the old command works there. */
async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
