import { Compass } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/data/empty-state";
import { buttonVariants } from "@/components/ui/button";

export function PageNotFound() {
  return (
    <EmptyState
      icon={Compass}
      title="There is nothing at this address"
      action={
        <Link href="/" className={buttonVariants({ variant: "primary" })}>
          Go to the overview
        </Link>
      }
      className="py-16"
    >
      It may have been removed, or it belongs to another organization.
    </EmptyState>
  );
}
