"use client";

import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { describeError } from "./describe-error";
import { ErrorState } from "./error-state";
import { isEmptyAnswer } from "./is-empty-answer";

/** What `useQuery` and `useInfiniteQuery` have in common. */
type QueryLike<T> = {
  data: T | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
};

export type QueryViewProps<T> = {
  query: QueryLike<T>;
  /** Has the shape of what comes. */
  skeleton: ReactNode;
  /** Left out where an empty answer is drawn like any other. */
  empty?: ReactNode;
  /** (Default: an empty list, an empty page, or only empty pages) */
  isEmpty?: (data: T) => boolean;
  /** What is loading, for screen readers. */
  label?: string;
  children: (data: T) => ReactNode;
};

/** The four states of everything that is fetched. A failed refresh keeps the old rows and says so. */
export function QueryView<T>({ query, skeleton, empty, isEmpty = isEmptyAnswer, label, children }: QueryViewProps<T>) {
  const { data, error, isFetching, refetch } = query;
  if (data === undefined) {
    if (error && !isFetching) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <div aria-busy="true">
        <span role="status" className="sr-only">
          Loading{label ? ` ${label}` : ""}
        </span>
        {skeleton}
      </div>
    );
  }
  return (
    <>
      {Boolean(error) && <StaleNotice error={error} isFetching={isFetching} onRetry={() => void refetch()} />}
      {empty !== undefined && isEmpty(data) ? empty : children(data)}
    </>
  );
}

function StaleNotice({ error, isFetching, onRetry }: { error: unknown; isFetching: boolean; onRetry: () => void }) {
  const { message, requestId } = describeError(error);
  return (
    <Alert
      tone="warning"
      title="This may be out of date: the last refresh failed"
      className="mb-3"
      action={
        <Button size="sm" onClick={onRetry} isPending={isFetching}>
          Try again
        </Button>
      }
    >
      {message}
      {requestId && <> Request {requestId}.</>}
    </Alert>
  );
}
