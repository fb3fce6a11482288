import Link from "next/link";
import { labelClasses } from "./label-classes";

/** The mark: a route that splits and meets again. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden className={className}>
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M4.5 12h3c3 0 3-4.5 6-4.5h6M7.5 12c3 0 3 4.5 6 4.5h6"
        stroke="#fff"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
      <circle cx="19" cy="7.5" r="1.9" fill="#fff" />
    </svg>
  );
}

export function Brand() {
  return (
    <Link
      href="/"
      className="flex h-8 min-w-0 items-center gap-2.5 rounded-md px-1.5 pointer-coarse:h-11"
      aria-label="AI Gym, overview"
    >
      <BrandMark className="size-5 shrink-0" />
      <span className={`font-semibold tracking-tight ${labelClasses}`}>AI Gym</span>
    </Link>
  );
}
