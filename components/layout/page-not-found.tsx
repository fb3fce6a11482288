import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";

export function PageNotFound() {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-16 text-center">
      <p className="text-sm text-muted-foreground">404</p>
      <div>
        <h1 className="text-lg font-semibold">There is nothing at this address</h1>
        <p className="mt-1 text-sm text-muted-foreground">
          It may have been removed, or it belongs to another organization.
        </p>
      </div>
      <Link href="/" className={buttonVariants({ variant: "primary" })}>
        Go to the overview
      </Link>
    </div>
  );
}
