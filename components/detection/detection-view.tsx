import { CorrectionsSection } from "./corrections-section";
import { DetectionModelsSection } from "./detection-models-section";
import { TryMessageCard } from "./try-message-card";

export function DetectionView() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <TryMessageCard />
      <CorrectionsSection />
      <DetectionModelsSection />
    </div>
  );
}
