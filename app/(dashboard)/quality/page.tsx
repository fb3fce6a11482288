import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { CalibrationSection } from "@/components/quality/calibration-section";
import { JudgementsSection } from "@/components/quality/judgements-section";
import { JudgesSection } from "@/components/quality/judges-section";
import { QualityView } from "@/components/quality/quality-view";
import { pageContext } from "@/lib/auth";
import { scorerOfTask } from "@/lib/quality";
import { listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "Quality" };

export default async function QualityPage() {
  const tasks = await listTasks(await pageContext(), { limit: 200 });
  return (
    <>
      <PageHeader
        title="Quality"
        description="Score an answer from 0 to 100 and see why, aspect by aspect. Below: models that judge live answers, and how far they agree with people."
      />
      <div className="grid grid-cols-1 gap-6">
        <QualityView
          tasks={tasks.items.map(({ slug, name, kind }) => ({ slug, name, scorer: scorerOfTask({ slug, kind }) }))}
        />
        <JudgesSection />
        <CalibrationSection />
        <JudgementsSection />
      </div>
    </>
  );
}
