import type { Metadata } from "next";
import { ExperimentForm } from "@/components/experiments/experiment-form";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";

export const metadata: Metadata = { title: "New experiment" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewExperimentPage({ searchParams }: Props) {
  await pageContext();
  const { task } = await searchParams;
  return (
    <>
      <PageHeader
        title="New experiment"
        description="Five questions. What you make here is a draft: nothing gets traffic before its start."
      />
      <ExperimentForm initialTask={typeof task === "string" ? task : ""} />
    </>
  );
}
