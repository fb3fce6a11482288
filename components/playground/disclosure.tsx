import { useState, type ReactNode } from "react";

/** A part of a form that can be folded away. After the first time it stays as the person left it. */
export function Disclosure(props: { title: string; isOpenAtFirst: boolean; children: ReactNode }) {
  const [isOpenAtFirst] = useState(props.isOpenAtFirst);
  return (
    <details className="rounded-md border px-3 py-2" open={isOpenAtFirst}>
      <summary className="cursor-pointer text-sm font-medium">{props.title}</summary>
      <div className="mt-3">{props.children}</div>
    </details>
  );
}
