/** Another path for a route. `:name` is one segment, `:name*` any number of them, as Next's rewrites have it. */
export type OtherSpelling = { source: string; destination: string };

/**
 * Paths of the systems that AI Gym unifies, and ours that answer them. One line each, and only when the target exists;
 * the page of the API lists them, and a test calls each.
 */
export const OTHER_SPELLINGS: readonly OtherSpelling[] = [
  { source: "/api/v1/admin/run-benchmarks", destination: "/api/v1/benchmarks/runs" },
  { source: "/api/v1/ai-gym/models", destination: "/api/v1/models" },
  { source: "/api/v1/ai-gym/models/recommend", destination: "/api/v1/models/recommend" },
  { source: "/api/v1/ai-gym/metrics", destination: "/api/v1/metrics" },
  { source: "/api/v1/ai-gym/metrics/feedback", destination: "/api/v1/feedback" },
  { source: "/api/v1/ai-gym/metrics/:report", destination: "/api/v1/metrics/:report" },
  { source: "/api/v1/ai-gym/ab-tests", destination: "/api/v1/experiments" },
  { source: "/api/v1/ai-gym/ab-tests/:slug", destination: "/api/v1/experiments/:slug" },
  { source: "/api/v1/ai-gym/ab-tests/:slug/:action", destination: "/api/v1/experiments/:slug/:action" },
  { source: "/api/v1/ai-gym/quality/score", destination: "/api/v1/quality/score" },
  { source: "/api/ai/train", destination: "/api/v1/training/runs" },
  { source: "/api/ai/models", destination: "/api/v1/model-versions" },
  { source: "/api/ai/feedback", destination: "/api/v1/feedback" },
  { source: "/api/ai/metrics", destination: "/api/v1/metrics" },
  { source: "/api/v1/ai-optimization/config/:task", destination: "/api/v1/config/:task" },
  { source: "/api/v1/ai-optimization/config/:task/:action", destination: "/api/v1/config/:task/:action" },
  { source: "/api/v1/ai-optimization/quality/score", destination: "/api/v1/quality/score" },
  { source: "/api/v1/ai-optimization/optimize", destination: "/api/v1/optimizations" },
  { source: "/api/v1/ai-optimization/benchmark", destination: "/api/v1/benchmarks" },
  { source: "/api/v1/ai-optimization/recommendations", destination: "/api/v1/recommendations" },
  { source: "/api/v1/ai-optimization/fine-tune/:task", destination: "/api/v1/optimizations/of/:task/model_tuning" },
  { source: "/api/v1/ai-optimization/performance/:task", destination: "/api/v1/optimizations/of/:task/performance" },
  {
    source: "/api/v1/ai-optimization/cost-reduction/:task",
    destination: "/api/v1/optimizations/of/:task/cost_reduction",
  },
  {
    source: "/api/v1/ai-optimization/quality/:task",
    destination: "/api/v1/optimizations/of/:task/quality_improvement",
  },
  { source: "/api/v1/ai-optimization/health", destination: "/api/ready" },
];
