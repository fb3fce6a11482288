"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { useMay } from "@/components/layout/permissions";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import type { BenchmarkSchedule } from "@/lib/benchmarks/schemas";
import { benchmarkScheduleQuery, saveBenchmarkSchedule } from "@/lib/client/benchmarks";
import { formatUsd } from "@/lib/client/format";

const HOURS = Array.from({ length: 12 }, (_, index) => index + 1);

/** How often benchmarks run by themselves. */
export function ScheduleCard() {
  const schedule = useQuery(benchmarkScheduleQuery());
  return (
    <Card>
      <CardHeader>
        <CardTitle>Schedule</CardTitle>
        <CardDescription>Runs by itself, once for the whole installation; never beside another run.</CardDescription>
      </CardHeader>
      <CardContent>
        <QueryView query={schedule} label="schedule" skeleton={<CardSkeleton lines={2} />}>
          {(loaded) => <ScheduleForm schedule={loaded} />}
        </QueryView>
      </CardContent>
    </Card>
  );
}

function ScheduleForm({ schedule }: { schedule: BenchmarkSchedule }) {
  const mayChange = useMay("admin");
  const queryClient = useQueryClient();
  const { queryKey } = benchmarkScheduleQuery();
  const save = useMutation({
    mutationFn: saveBenchmarkSchedule,
    onSuccess: (saved) => queryClient.setQueryData(queryKey, saved),
    onError: (error) => notify.error("The schedule was not changed", { description: error.message }),
  });
  function change(everyHours: number | null) {
    save.mutate(
      { ...schedule, everyHours },
      {
        onSuccess: () =>
          notify.success(everyHours === null ? "The schedule is off" : `Runs every ${hoursText(everyHours)}`, {
            action: { label: "Undo", onPress: () => save.mutate(schedule) },
          }),
      },
    );
  }
  return (
    <div className="grid gap-2">
      <Field label="Every" hint={mayChange ? undefined : "Admins and owners may change this."}>
        {(control) => (
          <Select
            {...control}
            disabled={!mayChange || save.isPending}
            value={schedule.everyHours === null ? "" : String(schedule.everyHours)}
            onChange={(event) => change(event.target.value === "" ? null : Number(event.target.value))}
          >
            <option value="">Off</option>
            {HOURS.map((hours) => (
              <option key={hours} value={hours}>
                {hoursText(hours)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p className="text-xs text-muted-foreground">
        {schedule.suites ? `${schedule.suites.length} suites` : "The six suites of AI Gym"},{" "}
        {schedule.models ? `${schedule.models.length} models` : "every chat model that can be called"},{" "}
        {schedule.spendLimitUsd === null
          ? "without a spending limit"
          : `at most ${formatUsd(schedule.spendLimitUsd)} a run`}
        {schedule.stopsWhenDecided && ", until the order is certain"}. Other suites, models and limits:{" "}
        <code className="font-mono break-all">PUT /api/v1/benchmarks/schedule</code>.
      </p>
    </div>
  );
}

const hoursText = (hours: number): string => (hours === 1 ? "hour" : `${hours} hours`);
