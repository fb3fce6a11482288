import { LiveDecisionsSection } from "./live-decisions-section";
import { PoliciesSection } from "./policies-section";
import { RecordingsSection } from "./recordings-section";
import { WhatIfSection } from "./what-if-section";
import { WhySection } from "./why-section";

export function RoutingView() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <LiveDecisionsSection />
      <PoliciesSection />
      <RecordingsSection />
      <WhySection />
      <WhatIfSection />
    </div>
  );
}
