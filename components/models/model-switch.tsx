"use client";

import { describeError } from "@/components/data/describe-error";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { notify } from "@/components/ui/notify";
import { Switch } from "@/components/ui/switch";
import type { Model } from "@/lib/registry/schemas";
import { useChangeModel } from "./use-change-model";

/** Whether the model may get requests. Shows the new state at once. */
export function ModelSwitch({ model: { slug, isEnabled } }: { model: Model }) {
  const mayWrite = useMay("write");
  const change = useChangeModel(slug);
  return (
    <Switch
      aria-label={`Use ${slug}`}
      checked={change.isPending ? !isEnabled : isEnabled}
      disabled={change.isPending || !mayWrite}
      title={mayWrite ? undefined : LOOK_ONLY}
      onCheckedChange={(checked) =>
        change.mutate(
          {
            input: { isEnabled: checked },
            undo: { isEnabled: !checked },
            done: `${slug} is switched ${checked ? "on" : "off"}`,
          },
          { onError: (error) => notify.error(describeError(error).message) },
        )
      }
    />
  );
}
