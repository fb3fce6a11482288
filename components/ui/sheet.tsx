"use client";

import { X } from "lucide-react";
import * as Primitive from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { closeButtonClasses, overlayClasses } from "./dialog";

export const Sheet = Primitive.Root;

const SIDES = {
  right:
    "max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[88dvh] max-sm:rounded-t-xl max-sm:border-t max-sm:data-[state=open]:animate-enter-bottom sm:inset-y-0 sm:right-0 sm:w-[min(40rem,92vw)] sm:border-l sm:data-[state=open]:animate-enter-right",
  left: "inset-y-0 left-0 w-[min(18rem,86vw)] border-r data-[state=open]:animate-enter-left",
} as const;

export type SheetContentProps = Omit<ComponentProps<typeof Primitive.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  /** Beside the close button: previous, next, open in full. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** `right` becomes a bottom sheet on phones. */
  side?: keyof typeof SIDES;
  /** Leaves the page behind it usable: give `<Sheet modal={false}>` as well. */
  hideOverlay?: boolean;
};

/** Without an overlay the page beside it is in use: a press there is no wish to close. */
const keepOpen = (event: Event) => event.preventDefault();

/** The sheet itself instead of its first button: its title is read, and no ring draws the eye to a side action. */
function focusContent(event: Event) {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}

export function SheetContent({
  title,
  description,
  actions,
  footer,
  side = "right",
  hideOverlay,
  className,
  children,
  ...rest
}: SheetContentProps) {
  return (
    <Primitive.Portal>
      {!hideOverlay && <Primitive.Overlay className={overlayClasses} />}
      <Primitive.Content
        className={cn("fixed z-50 flex flex-col bg-surface shadow-raised outline-none", SIDES[side], className)}
        {...(description ? {} : { "aria-describedby": undefined })}
        onOpenAutoFocus={focusContent}
        onInteractOutside={hideOverlay ? keepOpen : undefined}
        {...rest}
      >
        <div className="flex min-h-12 items-center gap-2 border-b py-2 pr-12 pl-4">
          <div className="min-w-0 flex-1">
            <Primitive.Title className="truncate text-base font-semibold">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="text-xs text-muted-foreground">{description}</Primitive.Description>
            )}
          </div>
          {actions}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-4">{children}</div>
        {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</div>}
        <Primitive.Close aria-label="Close" className={cn(closeButtonClasses, "top-2.5")}>
          <X aria-hidden className="size-4" />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
