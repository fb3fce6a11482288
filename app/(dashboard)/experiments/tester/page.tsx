import type { Metadata } from "next";
import { TesterView } from "@/components/experiments/tester-view";
import { pageContext } from "@/lib/auth";

export const metadata: Metadata = { title: "Test the tester" };

export default async function TesterPage() {
  await pageContext();
  return <TesterView />;
}
