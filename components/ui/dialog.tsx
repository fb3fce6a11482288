"use client";

import { X } from "lucide-react";
import * as Primitive from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export const Dialog = Primitive.Root;
export const DialogClose = Primitive.Close;

export const overlayClasses = "fixed inset-0 z-50 bg-overlay data-[state=open]:animate-[appear_120ms_ease-out]";

export const closeButtonClasses =
  "absolute top-3 right-3 grid size-7 place-items-center rounded-md text-muted-foreground hover:bg-surface-muted hover:text-foreground pointer-coarse:size-11 pointer-coarse:top-1 pointer-coarse:right-1";

const WIDTHS = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-2xl", xl: "sm:max-w-4xl" } as const;

export type DialogContentProps = Omit<ComponentProps<typeof Primitive.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, right-aligned; the main one last. */
  footer?: ReactNode;
  width?: keyof typeof WIDTHS;
  /** Keeps title and description for screen readers only. */
  hideHeader?: boolean;
};

export function DialogContent({
  title,
  description,
  footer,
  width = "md",
  hideHeader,
  className,
  children,
  ...rest
}: DialogContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlayClasses} />
      <Primitive.Content
        className={cn(
          "fixed inset-x-2 top-[8vh] z-50 mx-auto flex max-h-[84vh] flex-col overflow-hidden rounded-xl border bg-surface shadow-raised data-[state=open]:animate-enter",
          WIDTHS[width],
          className,
        )}
        {...(description ? {} : { "aria-describedby": undefined })}
        {...rest}
      >
        <div className={cn("px-5 pt-4 pr-12", hideHeader && "sr-only")}>
          <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
          {description && (
            <Primitive.Description className="mt-1 text-sm text-muted-foreground">{description}</Primitive.Description>
          )}
        </div>
        <div className={cn("min-h-0 flex-1 overflow-y-auto", hideHeader ? "" : "px-5 py-4")}>{children}</div>
        {footer && <div className="flex flex-wrap justify-end gap-2 border-t bg-surface-muted px-5 py-3">{footer}</div>}
        {!hideHeader && (
          <Primitive.Close aria-label="Close" className={closeButtonClasses}>
            <X aria-hidden className="size-4" />
          </Primitive.Close>
        )}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
