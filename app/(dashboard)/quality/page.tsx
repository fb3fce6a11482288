import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
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
        description="Score an answer from 0 to 100 and see why, aspect by aspect. No model is called and nothing is stored."
      />
      <QualityView
        tasks={tasks.items.map(({ slug, name, kind }) => ({ slug, name, scorer: scorerOfTask({ slug, kind }) }))}
      />
    </>
  );
}
