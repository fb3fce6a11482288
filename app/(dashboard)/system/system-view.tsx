"use client";

import { useQuery } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { metricsQuery } from "@/lib/client/metrics";
import { ChecksCard } from "./checks-card";
import { healthReportQuery } from "./health-report-query";
import { JobsSection } from "./jobs-section";
import { TrafficCard } from "./traffic-card";

export function SystemView() {
  const report = useQuery(healthReportQuery);
  const metrics = useQuery(metricsQuery("1h"));
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <QueryView query={report} label="checks" skeleton={<CardSkeleton lines={4} />}>
          {(data) => <ChecksCard report={data} />}
        </QueryView>
        <QueryView query={metrics} label="the last hour" skeleton={<CardSkeleton lines={3} />}>
          {({ health }) => <TrafficCard health={health} />}
        </QueryView>
      </div>
      <JobsSection />
    </div>
  );
}
