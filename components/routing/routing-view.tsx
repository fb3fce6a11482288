import { PoliciesSection } from "./policies-section";
import { RecordingsSection } from "./recordings-section";
import { WhatIfSection } from "./what-if-section";
import { WhySection } from "./why-section";

export function RoutingView() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <PoliciesSection />
      <RecordingsSection />
      <WhySection />
      <WhatIfSection />
    </div>
  );
}
