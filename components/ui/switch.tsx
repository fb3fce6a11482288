"use client";

import * as Primitive from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Switch({ className, ...rest }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn(
        "relative inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-transparent bg-input transition-colors before:absolute before:-inset-1 disabled:opacity-50 data-[state=checked]:bg-accent pointer-coarse:before:-inset-3.5",
        className,
      )}
      {...rest}
    >
      <Primitive.Thumb className="block size-3.5 translate-x-px rounded-full bg-white shadow-card transition-transform data-[state=checked]:translate-x-[15px]" />
    </Primitive.Root>
  );
}
