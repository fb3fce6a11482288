import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { configurationQuery, rollbackConfiguration } from "@/lib/client/tasks";
import type { ConfigurationVersion } from "@/lib/registry/schemas";

type ConfigurationChange = {
  write: () => Promise<ConfigurationVersion>;
  /** The version in force before, to which Undo goes back; null offers none. */
  from: number | null;
};

/** Writes a new version of the task's configuration, says so, and offers to undo it. */
export function useChangeConfiguration(task: string) {
  const queryClient = useQueryClient();

  async function apply({ write, from }: ConfigurationChange): Promise<ConfigurationVersion> {
    const saved = await write();
    queryClient.setQueryData(configurationQuery(task).queryKey, saved);
    notify.success(`Version ${saved.version} is in force`, {
      ...(from !== null && { action: { label: "Undo", onPress: () => undo(from, saved.version) } }),
    });
    const stale = [["config", task], ["tasks"], ["recommend"]];
    await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    return saved;
  }

  function undo(version: number, expectedVersion: number) {
    const reason = `Undo of version ${expectedVersion}`;
    const write = () => rollbackConfiguration(task, { version, expectedVersion, reason });
    apply({ write, from: null }).catch((error: unknown) => notify.error(describeError(error).message));
  }

  return useMutation({ mutationFn: apply });
}
