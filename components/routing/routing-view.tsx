import { LiveDecisionsSection } from "./live-decisions-section";
import { PoliciesSection } from "./policies-section";
import { RecordingsSection } from "./recordings-section";
import { WhatIfSection } from "./what-if-section";
import { WhySection } from "./why-section";

/** `newestTask`: of the last request; null before the first one. */
export function RoutingView({ newestTask }: { newestTask: string | null }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <LiveDecisionsSection />
      <PoliciesSection />
      <RecordingsSection />
      <WhySection newestTask={newestTask} />
      <WhatIfSection newestTask={newestTask} />
    </div>
  );
}
